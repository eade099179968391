from werkzeug.exceptions import NotFound

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

from .portal import HOME, get_values
from .portal_distribution import ACT, READ
from .portal_pace import enter_manager

FACE, DOCUMENTS = f"{HOME}/face", f"{HOME}/documents"


class FoodAidPortalFace(Controller):
    """The organisation's face, its word to the team, and the documents of the CCAS."""

    @route(FACE, **READ)
    def food_aid_face(self, done="", **_kwargs):
        return self._render_face(done=bool(done))

    @route(f"{FACE}/message", **ACT)
    def food_aid_post_message(self, text="", last="", remove="", **_kwargs):
        def act():
            messages = request.env["food.aid.team.message"]
            if remove:
                messages._take_back()
                return
            try:
                day = fields.Date.to_date(last)
            except ValueError:
                day = None
            messages._post(text, day)

        return self._act(act, text=text, last=last)

    @route(f"{FACE}/logo", **ACT)
    def food_aid_save_logo(self, logo=None, remove="", **_kwargs):
        def act():
            # one byte more than accepted tells what is too large
            content = logo.read(3 * 1024**2) if hasattr(logo, "read") else b""
            if not content and not remove:
                raise UserError(request.env._("Choose an image: PNG or JPEG."))
            request.env["res.partner"]._food_aid_save_logo(b"" if remove else content)

        return self._act(act)

    @route(f"{FACE}/words", **ACT)
    def food_aid_save_words(self, **form):
        def act():
            words = {int(name): word for name, word in form.items() if name.isdecimal()}
            request.env["res.partner"]._food_aid_save_words(words)

        return self._act(act)

    def _act(self, act, **typed):
        enter_manager("face")
        try:
            with request.env.cr.savepoint():
                act()
        except UserError as error:
            return self._render_face(problem=error.args[0], **typed)
        return request.redirect(f"{FACE}?done=1")

    def _render_face(self, **extra):
        values = enter_manager("face")
        partners = request.env["res.partner"]
        values |= {
            "words": partners._food_aid_get_words(),
            # Reason for sudo: the logo of one's own organisation.
            "logo": request.env.user.food_aid_organisation_id.sudo().image_256,
            "message": request.env["food.aid.team.message"]._get_current(),
            "today": fields.Date.context_today(partners),
            "done": False,
            "problem": "",
            "text": "",
            "last": "",
            **extra,
        }
        return request.render("food_aid.portal_face", values)

    # ------------------------------------------------------------------
    # DOCUMENTS
    # ------------------------------------------------------------------

    @route(DOCUMENTS, **READ)
    def food_aid_documents(self, **_kwargs):
        values = get_values("documents")
        values["documents"] = request.env["food.aid.document"]._get_portal_documents()
        return request.render("food_aid.portal_documents", values)

    @route(f"{DOCUMENTS}/<int:document_id>", **READ)
    def food_aid_document(self, document_id, **_kwargs):
        get_values("documents")
        found = request.env["food.aid.document"]._get_portal_file(document_id)
        if not found:
            raise NotFound
        name, kind, content = found
        headers = [
            ("Content-Type", kind),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "default-src 'none'"),
        ]
        return request.make_response(content, headers=headers)
