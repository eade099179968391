import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import { counted } from "./food_aid_gestures";

const cell = (name) => `div[name=member_ids] .o_selected_row td[name=${name}]`;
const person = (name, value) => ({
    content: `Type ${value} in ${name}`,
    trigger: `${cell(name)} input`,
    run: `edit ${value}`,
});
const box = (list, row, field) =>
    `div[name=${list}] .o_food_aid_row:eq(${row}) [data-field=${field}]`;
/** Type an amount where the cursor is; Enter goes on to the next one. */
const amount = (kind, row, value) => ({
    content: `Type ${value} on line ${row} of the ${kind} list`,
    trigger: `${box(`${kind}_line_ids`, row, "declared_amount")}:focus`,
    run: `edit ${value} && press Enter`,
});
const skip = (kind, row) => ({
    content: `Nothing on line ${row} of the ${kind} list`,
    trigger: `${box(`${kind}_line_ids`, row, "declared_amount")}:focus`,
    run: "press Enter",
});

/** A mother and her child, nine amounts: from the first screen to a validated result. */
registry.category("web_tour.tours").add("food_aid_new_household", {
    steps: () => [
        ...counted({ seconds: 360 }, [
            {
                content: "Are they known already?",
                trigger: "#food_aid_search:focus",
                run: "edit cartelier",
            },
            {
                content: "Nobody",
                trigger: ".o_food_aid_search [role=status]",
            },
            {
                content: "Register a household",
                trigger: ".o_food_aid_button_new_household",
                run: "click",
            },
            {
                content: "The line of the applicant is ready",
                trigger: "div[name=member_ids] .o_data_row td[name=first_name]",
                run: "click",
            },
            person("first_name", "Ludivine"),
            person("last_name", "Cartelier"),
            person("birthdate", "12/04/1985"),
            person("phone", "0600000043"),
            {
                content: "Somebody else",
                trigger: "div[name=member_ids] .o_field_x2many_list_row_add a",
                run: "click",
            },
            {
                content: "The second line is there",
                trigger: "div[name=member_ids] .o_data_row:eq(1).o_selected_row",
            },
            person("first_name", "Timéo"),
            person("last_name", "Cartelier"),
            person("birthdate", "02/04/2015"),
            {
                content: "Where they live",
                trigger: "div[name=street] input",
                run: "edit 12 rue des Fileuses",
            },
            ...stepUtils.saveForm(),
            {
                content: "Assess",
                trigger: "button[name=action_assess]",
                run: "click",
            },
            {
                content: "The child is a child",
                trigger: box("member_ids", 1, "role"),
                run: "select child",
            },
            {
                content: "What the adult does",
                trigger: box("member_ids", 0, "status"),
                run: "select employed",
            },
            {
                content: "The first amount",
                trigger: box("income_line_ids", 0, "declared_amount"),
                run: "click",
            },
            amount("income", 0, "600"),
            skip("income", 1),
            skip("income", 2),
            amount("income", 3, "212,50"),
            skip("income", 4),
            skip("income", 5),
            amount("income", 6, "148,52"),
            amount("income", 7, "271"),
            amount("expense", 0, "540"),
            amount("expense", 1, "96"),
            amount("expense", 2, "31,20"),
            amount("expense", 3, "18"),
            amount("expense", 4, "42"),
            amount("expense", 5, "29,99"),
            {
                content: "The last amount is retained",
                trigger: box("expense_line_ids", 5, "retained_amount") + ":value(/29[.,]99/)",
            },
            {
                content: "Needs, in the person's words",
                trigger: "div[name=needs_text] textarea",
                run: "edit Food until the end of the month, shoes for school",
            },
            {
                content: "The proposal follows",
                trigger: "div[name=outcome] .text-bg-success",
            },
            {
                content: "Validate",
                trigger: "button[name=action_validate]",
                run: "click",
            },
        ]),
        {
            content: "Validated",
            trigger: "button.btn-primary[name=action_follow_proposal]:enabled",
        },
    ],
});
