"""What the commands of `bin/` promise, where a mistake would go unseen."""

import ast
import socket
import tempfile
from pathlib import Path

import polib

from odoo.tests import BaseCase, tagged

from ..dev import house, http, paths, source, test, translations
from ..dev.report import SetupError, run


@tagged("post_install", "-at_install")
class TestDevCommands(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write_po(self, name, terms):
        po = polib.POFile()
        po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
        for term, translated in terms.items():
            field = f"model:ir.model.fields,help:food_aid.field_x__{term}"
            po.append(polib.POEntry(msgid=term, msgstr=translated, occurrences=[(field, "0")]))
        po.save(str(self.folder / name))
        return str(self.folder / name)

    def test_an_interrupted_set_up_leaves_nothing_that_looks_finished(self):
        target = self.folder / "odoo"
        with self.assertRaises(KeyboardInterrupt), paths.building(target) as draft:
            (draft / "half").touch()
            raise KeyboardInterrupt
        self.assertFalse(target.exists())
        with paths.building(target) as draft:
            (draft / "whole").touch()
        self.assertEqual([file.name for file in target.iterdir()], ["whole"])
        self.assertEqual(list(self.folder.iterdir()), [target], "the first draft is gone")

    def test_a_folder_without_odoo_or_with_another_series_is_refused(self):
        with self.assertRaisesRegex(SetupError, "holds no Odoo source"):
            source.checked(self.folder)
        (self.folder / "odoo").mkdir()
        (self.folder / "odoo/release.py").write_text("version_info = (18, 0, 0, FINAL, 0, '')")
        with self.assertRaisesRegex(SetupError, "does not hold Odoo 19.0"):
            source.checked(self.folder)

    def test_a_failing_step_says_whether_the_network_is_the_reason(self):
        log = self.folder / "step.log"
        with self.assertRaisesRegex(SetupError, "network"):
            run(["sh", "-c", "echo Could not resolve host; exit 1"], log)
        with self.assertRaisesRegex(SetupError, "no such package"):
            run(["sh", "-c", "echo no such package; exit 1"], log)

    def test_a_port_in_use_is_refused_when_asked_for_and_passed_over_otherwise(self):
        with socket.socket() as busy:
            busy.bind(("127.0.0.1", 0))
            busy.listen()
            port = busy.getsockname()[1]
            with self.assertRaisesRegex(SetupError, "in use"):
                http.free_port(port)
            self.patch(http, "FIRST_PORT", port)
            self.patch(http, "LAST_PORT", port + 50)
            self.assertGreater(http.free_port(), port)

    def test_files_given_to_pytest_are_named_by_the_link_that_odoo_knows(self):
        addon = Path("/link/food_aid")
        here = str(paths.CHECKOUT / "tests/test_dev_commands.py")
        self.assertEqual(
            test.with_paths_in_addon([f"{here}::TestDevCommands", "-x"], addon),
            ["/link/food_aid/tests/test_dev_commands.py::TestDevCommands", "-x"],
        )
        self.assertEqual(
            test.with_paths_in_addon(["-k", "words"], addon),
            ["-k", "words", "/link/food_aid/tests"],
        )

    def test_a_sudo_needs_its_reason_beside_it(self):
        def complaints(text):
            return len(list(house.bare_sudos(ast.parse(text), text.split("\n"))))

        self.assertEqual(complaints("def f(record):\n    return record.sudo().name\n"), 1)
        self.assertEqual(complaints("# the caller may read it\nrecord.sudo().name\n"), 0)
        self.assertEqual(complaints("record.sudo(False).name\n"), 0)

    def test_a_term_new_unused_or_untranslated_is_reported(self):
        template = self.write_po("old.pot", {"one": "", "two": ""})
        new = self.write_po("new.pot", {"two": "", "three": ""})
        report = "\n".join(translations.compare(template, "", new))
        self.assertIn("new term: 'three'", report)
        self.assertIn("unused term: 'one'", report)
        self.assertFalse(translations.compare(template, "", template))
        french = self.write_po("fr.po", {"one": "un", "two": ""})
        self.assertEqual(len(translations.check(template, french)), 1)

    def test_bringing_the_french_in_line_keeps_what_was_translated(self):
        template = str(self.folder / "food_aid.pot")
        french = self.write_po("fr.po", {"one": "un", "two": "deux"})
        borrowed = self.write_po("odoo.po", {"id": "Identifiant", "three": "of Odoo"})
        new = self.write_po("new.pot", {"two": "", "three": "", "id": ""})
        translations.write(template, french, new, borrowed)
        self.assertEqual(
            {entry.msgid: entry.msgstr for entry in polib.pofile(french)},
            {"two": "deux", "three": "", "id": "Identifiant"},
        )

    def test_words_of_policing_are_refused_on_screen(self):
        template = self.write_po("food_aid.pot", {"merge": ""})
        french = self.write_po("fr.po", {"merge": "Regrouper les doublons"})
        self.assertIn("no word for the screen", translations.check(template, french)[0])
