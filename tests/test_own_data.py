import io
import zipfile
from datetime import date

from python_calamine import CalamineWorkbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..tools.composition import AGE_BANDS
from ..tools.periods import between_ages, start_of
from .common import GROUP, FoodAidCase
from .portal_common import HOME, FoodAidPortalCase
from .remote import call

DATA = f"{HOME}/data"
FORMULA = '=HYPERLINK("http://example.org";"x")'


class OwnDataMixin:
    """Two households served by the association, one of them twice, and three numbers."""

    @classmethod
    def setUpOwnData(cls):
        cls.referral = cls._create_referral(
            cls._create_household(children=[date(2019, 5, 1)]), level="full"
        )
        cls.other = cls._create_referral(cls._create_household(last_name="Second"))
        cls.elsewhere = cls._create_referral(
            cls._create_household(last_name="Elsewhere"), cls.other_service
        )
        cls._visit(cls.referral, "2026-03-10")
        cls._visit(cls.referral, "2026-04-07")
        cls._visit(cls.other, "2025-12-30")
        cls._visit(cls.other, "2026-04-07", state="absent")
        cls._visit(cls.elsewhere, "2026-04-07", service=cls.other_service)
        cls._distribute("2026-04-14", told_households=5, told_persons=12, weight=80.5)

    @classmethod
    def _visit(cls, referral, day, service=None, **vals):
        service = service or cls.service
        bands = {band: referral[band] for band in AGE_BANDS}
        return cls.env["food.aid.visit"].create(
            {
                "organisation_id": service.organisation_id.id,
                "service_id": service.id,
                "service_name": service.name,
                "company_id": cls.company.id,
                "referral_id": referral.id,
                "size": referral.size,
                "date": day,
                **bands,
                **vals,
            }
        )

    @classmethod
    def _distribute(cls, day, **vals):
        distribution = cls.env["food.aid.distribution"].create(
            {"service_id": cls.service.id, "date": day, **vals}
        )
        distribution.action_close()
        return distribution

    def _as(self, model, login="manager"):
        return self.env[model].with_user(self.users[login])


@tagged("post_install", "-at_install", "food_aid_security")
class TestOwnData(OwnDataMixin, FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpOwnData()

    def _read(self, login="manager"):
        content = self._as("food.aid.own.data", login)._write_workbook()
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    def test_the_workbook_holds_all_that_is_theirs_and_nothing_else(self):
        sheets = self._read()
        self.assertEqual(
            {name: len(rows) - 1 for name, rows in sheets.items() if name != "Read me"},
            {
                "People referred": 2,
                "Direct welcomes": 0,
                "Distributions": 1,
                "Passages": 5,  # four of referrals, one for the three numbers
                "People sent to the CCAS": 0,
                "Closures": 0,
                "Our figures": 3,
            },
        )
        people = sheets["People referred"]
        self.assertIn("Samira Fictive", people[1])
        self.assertIn(self.other.household_id.name, people[2])
        self.assertNotIn("Elsewhere", repr(sheets))
        self.assertNotIn(self.elsewhere.name, repr(sheets))

    def test_the_whitelist_chooses_the_columns(self):
        model = self._as("food.aid.referral")
        labels = self._read()["People referred"][0]
        for field in model._fields.values():
            readable = model._has_field_access(field, "read")
            left_out = field.name in (
                "id",
                "display_name",
                "active",
                "search_key",
                "is_welcome_open",
            )
            with self.subTest(field=field.name):
                if not readable:
                    self.assertNotIn(
                        field.name,
                        [one.name for one in self._as("food.aid.own.data")._get_fields(model)],
                    )
                elif not left_out:
                    self.assertIn(field._description_string(model.env), labels)

    def test_no_cell_is_a_formula(self):
        self.referral.household_id.applicant_id.last_name = FORMULA
        self.env.flush_all()
        content = self._as("food.aid.own.data")._write_workbook()
        self.assertIn(FORMULA, repr(self._read()))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets"):
                    self.assertNotIn(b"<f>", archive.read(name))
                    self.assertNotIn(b"<hyperlink", archive.read(name))

    def test_only_the_manager_takes_it_away(self):
        homeless = self._create_user("homeless", f"{GROUP}portal_manager")
        self.users["homeless"] = homeless
        for login in ("volunteer", "prescriber", "homeless", "coordinator"):
            for model, method, args in (
                ("food.aid.own.data", "_write_workbook", ()),
                ("food.aid.own.export", "_get_choice", ()),
                ("food.aid.own.export", "_save_choice", ({"date": 1}, "tab", "day")),
            ):
                kwargs = {"with_titles": True} if method == "_save_choice" else {}
                with self.subTest(login=login, method=method), self.assertRaises(AccessError):
                    getattr(self._as(model, login), method)(*args, **kwargs)
                with self.assertRaises(AccessError):
                    call(self.users[login], model, method, *args)

    # ------------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------------

    def test_figures_by_month_and_year(self):
        figures = self._as("food.aid.own.figures")
        months = figures._get_rows(date(2026, 1, 1), date(2026, 12, 31))
        wanted = ("date", "passages", "persons", "households", "new", "weight", "distributions")
        self.assertEqual(
            [tuple(row[name] for name in wanted) for row in months],
            [
                (date(2026, 4, 1), 6, 14, 1, 0, 80.5, 1),
                (date(2026, 3, 1), 1, 2, 1, 1, 0, 0),
            ],
        )
        years = figures._get_rows(date(2025, 1, 1), date(2026, 12, 31), "year")
        self.assertEqual(
            [(row["date"].year, row["passages"], row["households"], row["new"]) for row in years],
            [(2026, 7, 1, 1), (2025, 1, 1, 1)],
        )

    def test_figures_never_count_what_is_elsewhere(self):
        rows = self._as("food.aid.own.figures", "other_volunteer")._get_rows(
            date(2026, 1, 1), date(2026, 12, 31), "year"
        )
        self.assertEqual([(row["passages"], row["households"]) for row in rows], [(1, 1)])

    def test_the_state_return_says_what_is_known_and_what_is_not(self):
        lines = {
            line["name"]: line
            for line in self._as("food.aid.state.figure")._get_portal_return(2026)
        }
        self.assertEqual(lines["Households registered"]["value"], "1")
        self.assertEqual(lines["People registered"]["value"], "2")
        self.assertEqual(lines["Passages"]["value"], "7")
        self.assertEqual(lines["Tonnes distributed"]["value"], "0.081")
        self.assertEqual(lines["People of 26 to 64"]["value"], "1")
        # the child is of 6 to 13
        self.assertEqual(lines["People of 4 to 14"]["value"], "1")
        self.assertEqual(lines["Women and men"]["value"], "")
        for line in lines.values():
            with self.subTest(line=line["name"]):
                self.assertTrue(line["source"] and line["definition"])
                # Nobody has checked these words against their source: the page says so.
                self.assertFalse(line["date_checked"])

    def test_a_band_that_ours_do_not_follow_lies_between_two_numbers(self):
        counts = dict.fromkeys(AGE_BANDS, 0) | {"age_0_2": 4, "age_3_5": 3, "age_14_17": 2}
        self.assertEqual(between_ages(AGE_BANDS, 0, 3, counts), (4, 7))
        self.assertEqual(between_ages(AGE_BANDS, 4, 14, counts), (0, 5))
        self.assertEqual(between_ages(AGE_BANDS, 65, None, counts), (0, 0))
        self.assertEqual(between_ages(AGE_BANDS, 0, 17, counts), (9, 9))
        self.assertEqual(start_of(date(2026, 5, 9), "day"), date(2026, 5, 9))
        self.assertEqual(start_of(date(2026, 5, 9), "month"), date(2026, 5, 1))
        self.assertEqual(start_of(date(2026, 5, 9), "year"), date(2026, 1, 1))

    def test_the_cost_of_figures_does_not_grow_with_passages(self):
        figures = self._as("food.aid.own.figures")
        span = (date(2020, 1, 1), date(2026, 12, 31))
        figures._get_rows(*span)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            figures._get_rows(*span)
            return self.env.cr.sql_log_count - before

        few = count()
        for month in range(1, 12):
            self._visit(self.referral, f"2024-{month:02}-03")
        self.assertLessEqual(count(), few)

    # ------------------------------------------------------------------
    # COLUMNS
    # ------------------------------------------------------------------

    def test_columns_in_the_order_chosen_and_kept_for_the_next_time(self):
        export = self._as("food.aid.own.export")
        export._save_choice(
            {"weight": 1, "date": 2, "persons": 3}, "semicolon", "month", with_titles=True
        )
        text = export._render(date(2026, 1, 1), date(2026, 12, 31))
        self.assertEqual(
            text.splitlines(),
            ["Kilograms;Day or month;People fed", "0,00;03/2026;2", "80,50;04/2026;14"],
        )
        self.assertEqual(export._get_choice()["columns"], ["weight", "date", "persons"])
        self.assertEqual(self.association.food_aid_export_choice["separator"], "semicolon")
        export._save_choice({"date": 1, "age_26_64": 2}, "tab", "day", with_titles=False)
        text = export._render(date(2026, 3, 1), date(2026, 3, 31))
        self.assertEqual(text, "10/03/2026\t1\r\n")

    def test_a_choice_that_makes_no_sense_is_refused(self):
        export = self._as("food.aid.own.export")
        for ranks, separator, period in (
            ({}, "tab", "day"),
            ({"date": 0}, "tab", "day"),
            ({"person_label": 1}, "tab", "day"),
            ({"date": 1}, "|", "day"),
            ({"date": 1}, "tab", "hour"),
        ):
            with self.subTest(ranks=ranks), self.assertRaises(UserError):
                export._save_choice(ranks, separator, period, with_titles=True)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-25 10:00:00")
class TestOwnDataPages(OwnDataMixin, FoodAidPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpOwnData()

    def test_a_manager_takes_the_data_away(self):
        self._login("manager")
        self.assertIn("Take our data away", self._get(DATA))
        response = self.url_open(f"{DATA}/download")
        self.assertEqual(response.status_code, 200)
        self.assertIn("our-data-2026-11-25.xlsx", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        self.assertIn("Passages", book.sheet_names)

    def test_a_manager_copies_the_columns(self):
        self._login("manager")
        days = {"first": "2026-01-01", "last": "2026-12-31"}
        page = self._post(
            f"{DATA}/columns", separator="comma", period="month", date="1", weight="2", **days
        )
        self.assertIn("04/2026,80.50", page)
        self.assertIn("is kept", page)
        page = self._post(f"{DATA}/columns", separator="comma", period="month", **days)
        self.assertIn("Number one column", page)
        response = self.url_open(f"{DATA}/columns/download?first=2026-01-01&last=2026-12-31")
        self.assertEqual(response.content.decode("utf-8-sig"), "03/2026,0.00\r\n04/2026,80.50\r\n")
        self.assertEqual(self.url_open(f"{DATA}/columns?first=x&last=y").status_code, 200)

    def test_a_manager_reads_figures_and_the_yearly_return(self):
        self._login("manager")
        page = self._get(f"{HOME}/figures/ages")
        self.assertIn("Apr 2026 6 1 0 14", page)
        page = self._get(f"{HOME}/state-return?year=2026")
        self.assertIn("Tonnes distributed 0.081", page)
        self.assertIn("by hand", page)
        self.assertIn("Yearly return to the State 2026", self._get(f"{HOME}/state-return?year=1"))

    def test_nobody_else_opens_these_pages(self):
        paths = ("data", "data/download", "data/columns", "data/columns/download")
        for login in ("volunteer", "prescriber"):
            self._login(login)
            for path in (*paths, "figures/ages", "state-return"):
                with self.subTest(login=login, path=path), mute_logger("odoo.http"):
                    self._get(f"{HOME}/{path}", status=403)
