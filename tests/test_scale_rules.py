"""The corner cases of the barème's arithmetic: `python3 tests/test_scale_rules.py`, no Odoo."""

import unittest

try:
    from . import scale_helpers as helpers
except ImportError:
    import scale_helpers as helpers

scale, tagged = helpers.scale, helpers.tagged
make_case, make_spec, person, tiers = (
    helpers.make_case,
    helpers.make_spec,
    helpers.person,
    helpers.tiers,
)

GRANTED = {"outcome": "granted", "rate": "10", "credit": "50", "months": 6}
NOTHING = {"rate": None, "credit": None, "contribution": None, "months": None}


class RulesCase(helpers.BaseCase):
    def evaluate(self, case, **keys):
        return scale.compile(make_spec(**keys))(case)

    def assert_result(self, result, **expected):
        self.assertEqual({key: result[key] for key in expected}, expected)


@tagged("post_install", "-at_install")
class TestUnits(RulesCase):
    def test_a_member_weighs_like_an_older_one_from_the_fourteenth_birthday_on(self):
        for birthdate, units in (("2010-03-01", "1.5"), ("2010-03-02", "1.3")):
            case = make_case("0", person(), person("child", birthdate))
            result = self.evaluate(case, units={"method": "oecd_modified"})
            self.assertEqual(result["units"], units)

    def test_somebody_born_on_29_february_turns_fourteen_on_1_march(self):
        for day, units in (("2022-02-28", "1.5"), ("2022-03-01", "1.7")):
            case = make_case("0", person(), person("child", "2008-02-29"), day=day)
            self.assertEqual(self.evaluate(case, units={"method": "oxford"})["units"], units)

    def test_the_date_of_the_case_decides_and_not_today(self):
        child = person("child", "2000-01-01")
        case = make_case("0", person(), child, day="2010-01-01")
        self.assertEqual(self.evaluate(case, units={"method": "oecd_modified"})["units"], "1.3")

    def test_a_child_to_be_born_weighs_like_a_young_one(self):
        case = make_case("0", person(), person("child", "2024-08-01"))
        self.assertEqual(self.evaluate(case, units={"method": "oecd_modified"})["units"], "1.3")

    def test_presence_weighs_everyone_who_has_one(self):
        members = [person(presence="0.5"), person("partner", presence="0.5"), person("other")]
        case = make_case("60", *members)
        self.assertEqual(self.evaluate(case)["units"], "2")
        self.assertEqual(self.evaluate(case, units={"use_presence": False})["units"], "3")
        self.assertEqual(self.evaluate(case, units={"method": "oxford"})["units"], "1.55")

    def test_people_are_counted_whatever_their_presence(self):
        members = [person(), person("child", presence="0.5")]
        flat = [{"category": "energy", "mode": "flat", "amount": "10", "per": "person"}]
        outcome = {"mode": "ceilings", "ceilings": ["1", "900"]}
        result = self.evaluate(make_case("900", *members), expense_rules=flat, outcome=outcome)
        self.assert_result(result, expense="20.00", outcome="granted")

    def test_a_cap_per_unit_follows_presence_and_bonus(self):
        members = [person(), person("child", presence="0.5")]
        rule = {"category": "transport", "mode": "capped", "amount": "60", "per": "unit"}
        units = {"single_parent_bonus": "0.25"}
        case = make_case("900", *members, transport="300")
        self.assert_result(
            self.evaluate(case, expense_rules=[rule], units=units), units="1.75", expense="105.00"
        )

    def test_the_bonus_is_for_a_child_of_any_age_without_partner(self):
        units = {"method": "household", "single_parent_bonus": "0.5"}
        for members, expected in (
            ([person(), person("child", "1999-01-01")], "1.5"),
            ([person(), person("child"), person("other")], "1.5"),
            ([person(), person("child"), person("partner")], "1"),
            ([person(), person("other", "2020-01-01")], "1"),
            ([person()], "1"),
        ):
            self.assertEqual(
                self.evaluate(make_case("0", *members), units=units)["units"], expected
            )

    def test_units_are_written_without_trailing_zeros(self):
        case = make_case("0", *[person("other")] * 10)
        self.assertEqual(self.evaluate(case)["units"], "10")


@tagged("post_install", "-at_install")
class TestBudget(RulesCase):
    def test_the_one_rounding_goes_half_up(self):
        for income, value in (("8.625", "8.63"), ("8.624999", "8.62"), ("-8.625", "-8.63")):
            result = self.evaluate(make_case(income), divisor="1")
            self.assertEqual(result["value"], value)

    def test_nothing_is_rounded_before_the_end(self):
        # 0.15 ÷ 3 = 0.05, ÷ 10 = 0.005: a rounding in between would lose the cent
        members = [person(), person("partner"), person("other")]
        self.assertEqual(self.evaluate(make_case("0.15", *members), divisor="10")["value"], "0.01")

    def test_zero_has_no_sign_and_is_no_deficit(self):
        result = self.evaluate(make_case("0", rent="0.10"))
        self.assert_result(result, remaining="-0.10", value="0.00", emergency=False)

    def test_a_deficit_keeps_its_sign_whatever_the_outcome(self):
        for keys, outcome in (
            ({}, "granted"),
            ({"minimum": "3"}, "refused"),
            ({"outcome": tiers({"outcome": "commission"})}, "commission"),
        ):
            result = self.evaluate(make_case("0", rent="300"), **keys)
            self.assert_result(result, value="-10.00", emergency=True, outcome=outcome)

    def test_the_coefficient_applies_after_the_mode(self):
        for mode, expected in (("capped", "15.00"), ("flat", "15.00"), ("actual", "40.00")):
            rule = {"category": "phone", "mode": mode, "amount": "30", "coefficient": "50"}
            result = self.evaluate(make_case("0", phone="80"), expense_rules=[rule])
            self.assertEqual(result["expense"], expected)

    def test_a_cap_bears_on_the_sum_of_a_category(self):
        case = make_case("0", phone="20")
        case["lines"].append(dict(case["lines"][-1]))
        rule = {"category": "phone", "mode": "capped", "amount": "30"}
        self.assertEqual(self.evaluate(case, expense_rules=[rule])["expense"], "30.00")

    def test_a_flat_amount_replaces_what_is_declared_and_needs_no_line(self):
        rule = {"category": "energy", "mode": "flat", "amount": "25"}
        for expenses in ({}, {"energy": "10"}, {"energy": "90"}):
            result = self.evaluate(make_case("0", **expenses), expense_rules=[rule])
            self.assertEqual(result["expense"], "25.00")

    def test_the_surplus_of_housing_benefit_over_the_rent_is_lost(self):
        case = make_case("500", rent="200")
        case["lines"].append({"kind": "income", "category": "housing_benefit", "amount": "280"})
        result = self.evaluate(case, housing_benefit="net_of_rent")
        self.assert_result(result, income="500.00", expense="0.00", remaining="500.00")

    def test_net_of_rent_works_on_what_the_rules_kept(self):
        case = make_case("500", rent="700")
        case["lines"].append({"kind": "income", "category": "housing_benefit", "amount": "200"})
        result = self.evaluate(
            case,
            housing_benefit="net_of_rent",
            income_rules=[{"category": "housing_benefit", "coefficient": "50"}],
            expense_rules=[{"category": "rent", "mode": "capped", "amount": "450"}],
        )
        self.assert_result(result, income="500.00", expense="350.00", remaining="150.00")

    def test_a_flat_rent_is_lowered_too(self):
        case = make_case("500")
        case["lines"].append({"kind": "income", "category": "housing_benefit", "amount": "100"})
        rules = [{"category": "rent", "mode": "flat", "amount": "300"}]
        result = self.evaluate(case, housing_benefit="net_of_rent", expense_rules=rules)
        self.assert_result(result, income="500.00", expense="200.00")

    def test_the_basis_changes_the_value_and_not_the_remaining(self):
        for basis, value in (
            ("remaining", "20.00"),
            ("income", "30.00"),
            ("income_minus_housing", "23.33"),
        ):
            result = self.evaluate(make_case("900", rent="200", water="100"), basis=basis)
            self.assert_result(result, remaining="600.00", value=value)


@tagged("post_install", "-at_install")
class TestThresholds(RulesCase):
    def test_below_is_exclusive_and_up_to_inclusive(self):
        for bound, outcome in (("below", "refused"), ("up_to", "granted")):
            outcomes = tiers(GRANTED | {bound: "8"})
            result = self.evaluate(make_case("8"), divisor="1", outcome=outcomes)
            self.assertEqual(result["outcome"], outcome)

    def test_the_first_tier_that_matches_counts(self):
        outcomes = tiers({"below": "9", "outcome": "commission"}, GRANTED | {"below": "20"})
        for income, outcome, reason in (
            ("5", "commission", "below"),
            ("9", "granted", "within"),
            ("20", "refused", "above"),
        ):
            result = self.evaluate(make_case(income), divisor="1", outcome=outcomes)
            self.assert_result(result, outcome=outcome, reason=reason)

    def test_what_is_not_granted_gives_nothing(self):
        for outcome in ("commission", "refused"):
            result = self.evaluate(make_case("5"), outcome=tiers(GRANTED | {"outcome": outcome}))
            self.assert_result(result, outcome=outcome, **NOTHING)

    def test_the_grey_zone_starts_at_the_bound_and_ends_before_its_width(self):
        for income, outcome, reason in (
            ("7.99", "granted", "within"),
            ("8.00", "commission", "grey_zone"),
            ("9.49", "commission", "grey_zone"),
            ("9.50", "refused", "above"),
        ):
            result = self.evaluate(make_case(income), divisor="1", grey_zone="1.50")
            self.assert_result(result, outcome=outcome, reason=reason)

    def test_the_grey_zone_follows_the_last_granted_tier(self):
        outcomes = tiers(GRANTED | {"below": "5"}, GRANTED | {"up_to": "8"})
        result = self.evaluate(make_case("8.5"), divisor="1", grey_zone="1", outcome=outcomes)
        self.assert_result(result, outcome="commission", reason="grey_zone", **NOTHING)

    def test_below_the_minimum_everything_is_refused_in_every_mode(self):
        for outcome in (
            tiers(GRANTED),
            {"mode": "curve", "points": [["1", "10"]], "credit": "50"},
            {"mode": "ceilings", "ceilings": ["900"], "rate": "0"},
            {"mode": "ceilings", "ceilings": ["900"], "beyond": "commission"},
        ):
            members = [person()] * (2 if "beyond" in outcome else 1)
            case = make_case(str(2.99 * len(members)), *members)
            result = self.evaluate(case, divisor="1", minimum="3", outcome=outcome)
            self.assert_result(result, outcome="refused", reason="below_minimum", **NOTHING)
            case = make_case(str(3 * len(members)), *members)
            result = self.evaluate(case, divisor="1", minimum="3", outcome=outcome)
            self.assertNotEqual(result["reason"], "below_minimum")

    def test_ceilings_may_be_exclusive(self):
        outcome = {"mode": "ceilings", "ceilings": ["500"]}
        for inclusive, expected in ((True, "granted"), (False, "refused")):
            result = self.evaluate(
                make_case("500"), divisor="1", outcome=outcome | {"inclusive": inclusive}
            )
            self.assertEqual(result["outcome"], expected)

    def test_a_household_beyond_the_list_of_ceilings_goes_to_the_commission(self):
        outcome = {"mode": "ceilings", "ceilings": ["500", "700"], "rate": "0", "months": 3}
        case = make_case("100", *[person()] * 3)
        result = self.evaluate(case, outcome=outcome)
        self.assert_result(result, outcome="commission", reason="beyond_ceilings", **NOTHING)
        result = self.evaluate(case, outcome=outcome | {"beyond": "granted"})
        self.assert_result(result, outcome="granted", rate="0.00", months=3)

    def test_a_household_above_its_ceiling_may_go_to_the_commission(self):
        outcome = {"mode": "ceilings", "ceilings": ["500"], "above": "commission"}
        result = self.evaluate(make_case("501"), divisor="1", outcome=outcome)
        self.assert_result(result, outcome="commission", reason="above")

    def test_the_last_amount_of_a_list_of_credits_serves_larger_households(self):
        for size, credit in ((1, "20.00"), (2, "30.00"), (5, "30.00")):
            outcome = tiers(GRANTED | {"credit": ["20", "30"]})
            result = self.evaluate(make_case("0", *[person()] * size), outcome=outcome)
            self.assertEqual(result["credit"], credit)


@tagged("post_install", "-at_install")
class TestSeasons(RulesCase):
    WINTER = {"from": "11-15", "to": "03-15", "factor": "2"}

    def decide(self, income, day, *seasons, **keys):
        case = make_case(income, day=day)
        return self.evaluate(case, divisor="1", seasons=list(seasons), **keys)["outcome"]

    def test_a_season_may_span_new_year_both_ends_included(self):
        for day, outcome in (
            ("2023-11-14", "refused"),
            ("2023-11-15", "granted"),
            ("2023-12-31", "granted"),
            ("2024-01-01", "granted"),
            ("2024-03-15", "granted"),
            ("2024-03-16", "refused"),
        ):
            with self.subTest(day=day):
                self.assertEqual(self.decide("12", day, self.WINTER), outcome)

    def test_a_season_may_end_on_29_february(self):
        season = {"from": "02-29", "to": "02-29", "factor": "2"}
        for day, outcome in (("2024-02-29", "granted"), ("2023-02-28", "refused")):
            self.assertEqual(self.decide("12", day, season), outcome)

    def test_the_last_season_that_matches_counts(self):
        hard_times = {"from": "01-01", "to": "01-31", "factor": "4"}
        for seasons, outcome in (
            ((self.WINTER, hard_times), "granted"),
            ((hard_times, self.WINTER), "refused"),
        ):
            self.assertEqual(self.decide("30", "2024-01-10", *seasons), outcome)

    def test_thresholds_of_a_season_are_rounded_to_the_cent(self):
        season = {"from": "01-01", "to": "12-31", "factor": "0.333"}
        # 8 × 0.333 = 2.664, rounded to 2.66
        for income, outcome in (("2.65", "granted"), ("2.66", "refused")):
            self.assertEqual(self.decide(income, "2024-01-10", season), outcome)

    def test_a_season_leaves_the_width_of_the_grey_zone_alone(self):
        season = {"from": "01-01", "to": "12-31", "factor": "0.5"}
        for income, outcome in (("5.99", "commission"), ("6", "refused")):
            self.assertEqual(self.decide(income, "2024-01-10", season, grey_zone="2"), outcome)

    def test_a_season_moves_the_minimum_and_the_points_of_a_curve(self):
        season = {"from": "01-01", "to": "12-31", "factor": "0.5"}
        outcome = {"mode": "curve", "points": [["4", "10"], ["8", "30"]]}
        case = make_case("3")
        keys = {"divisor": "1", "outcome": outcome, "seasons": [season]}
        self.assertEqual(self.evaluate(case, **keys)["rate"], "20.00")
        self.assertEqual(self.evaluate(case, minimum="6", **keys)["outcome"], "granted")
        self.assertEqual(self.evaluate(case, minimum="6.02", **keys)["outcome"], "refused")

    def test_points_that_a_season_brings_together_stay_computable(self):
        season = {"from": "01-01", "to": "12-31", "factor": "0"}
        outcome = {"mode": "curve", "points": [["4", "10"], ["8", "30"]]}
        for income, rate in (("0", "10.00"), ("1", "30.00")):
            result = self.evaluate(make_case(income), outcome=outcome, seasons=[season])
            self.assertEqual(result["rate"], rate)


@tagged("post_install", "-at_install")
class TestCurve(RulesCase):
    CURVE = {"mode": "curve", "points": [["0", "0"], ["3", "100"]], "credit": "90", "months": 2}

    def at(self, value, **keys):
        return self.evaluate(make_case(value), divisor="1", outcome=self.CURVE | keys)

    def test_the_curve_is_flat_outside_its_points(self):
        self.assert_result(self.at("-5"), rate="0.00", outcome="granted", contribution="0.00")
        self.assert_result(self.at("50"), rate="100.00", outcome="refused", contribution="90.00")

    def test_it_refuses_from_one_hundred_percent_exactly_before_any_rounding(self):
        points = [["0", "0"], ["100", "99.999"]]
        result = self.at("100", points=points)
        self.assert_result(result, rate="100.00", outcome="granted", reason="within")
        points[-1][1] = "100"
        result = self.at("100", points=points)
        self.assert_result(result, rate="100.00", outcome="refused", reason="above", months=2)

    def test_the_contribution_uses_the_rate_before_its_rounding(self):
        # a third of 90 is 30.00; 33.33 % of it would be 29.997
        self.assert_result(self.at("1"), rate="33.33", contribution="30.00")
        # 1 ÷ 3 × 0.015 is 0.005 exactly, which goes up
        self.assert_result(self.at("1", credit="0.015"), contribution="0.01")

    def test_the_credit_of_a_curve_may_be_per_person(self):
        case = make_case("2", person(), person("child"))
        result = self.evaluate(case, divisor="1", outcome=self.CURVE | {"credit_per": "person"})
        self.assert_result(result, credit="180.00", contribution="60.00", rate="33.33")

    def test_a_curve_without_credit_gives_a_rate_alone(self):
        self.assert_result(self.at("1", credit=None), credit=None, contribution=None, rate="33.33")


if __name__ == "__main__":
    unittest.main()
