import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Type an amount on a ready-made line of the budget; the next one has the cursor then. */
const typeAmount = (list, row, value) => ({
    content: `Type ${value} on line ${row} of the ${list} list`,
    trigger: `div[name=${list}_line_ids] .o_food_aid_row:eq(${row}) [data-field=declared_amount]`,
    run: `edit ${value} && press Tab`,
});

/** The main job of an agent: find, request, assess, validate, follow the proposal, refer. */
registry.category("web_tour.tours").add("food_aid_agent", {
    steps: () => [
        {
            content: "Type part of a name and a birth year",
            trigger: "#food_aid_search",
            run: "edit fictive 1985",
        },
        {
            content: "The household is found; open it by keyboard",
            trigger: ".o_food_aid_found:contains('Samira Fictive (1985)')",
            run: () => {
                const input = document.querySelector("#food_aid_search");
                input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
            },
        },
        {
            content: "Take a request",
            trigger: ".o_form_view button[name=action_new_request]",
            run: "click",
        },
        {
            content: "Write what is needed",
            trigger: "div[name=needs_text] textarea",
            run: "edit Food until the end of the month",
        },
        ...stepUtils.saveForm(),
        {
            content: "The papers are complete",
            trigger: "button[name=action_complete]",
            run: "click",
        },
        {
            content: "Assess",
            trigger: "button.btn-primary[name=action_assess]",
            run: "click",
        },
        typeAmount("income", 0, "600"),
        typeAmount("expense", 0, "400"),
        {
            content: "The proposal follows while typing",
            trigger: "div[name=outcome] .text-bg-success",
        },
        {
            content: "And so does the amount left per person and day",
            // 6.67 or 6,67: the tour runs in any language.
            trigger: "div[name=value]:contains('67')",
        },
        {
            content: "Validate",
            trigger: "button[name=action_validate]",
            run: "click",
        },
        {
            content: "Follow the proposal",
            trigger: "button.btn-primary[name=action_follow_proposal]:enabled",
            run: "click",
        },
        {
            content: "Refer",
            trigger: "button.btn-primary[name=action_refer]:enabled",
            run: "click",
        },
        {
            content: "Tick the service that the person chooses",
            trigger: ".modal .o_data_row:contains('Shelf · Parcels') .o_boolean_toggle input",
            run: "click",
        },
        {
            content: "Send",
            trigger: ".modal-footer button[name=action_refer]",
            run: "click",
        },
        {
            content: "The dialog is closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});

/** Reception: register somebody who gives a first name and a year, nothing more. */
registry.category("web_tour.tours").add("food_aid_reception", {
    steps: () => [
        {
            content: "Nobody of that name",
            trigger: "#food_aid_search",
            run: "edit nobody-of-that-name",
        },
        {
            content: "It is said without alarm",
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
        {
            content: "A first name is enough",
            trigger: "div[name=member_ids] td[name=first_name] input",
            run: "edit Awa",
        },
        {
            content: "And a year",
            trigger: "div[name=member_ids] td[name=birth_year] input",
            run: "edit 1990",
        },
        ...stepUtils.saveForm(),
        {
            content: "The household has a number and its applicant",
            trigger: ".o_form_view .oe_title:contains('Awa (1990)')",
        },
        {
            content: "The year reads as a year, not as an amount",
            trigger: "div[name=member_ids] td[name=birth_year]:contains('1990')",
        },
        {
            content: "Somebody joins the household that is already registered",
            trigger: "div[name=member_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "With a first name again",
            trigger: "div[name=member_ids] .o_selected_row td[name=first_name] input",
            run: "edit Lina",
        },
        ...stepUtils.saveForm(),
        {
            content: "Both are there",
            trigger: "div[name=member_ids] .o_data_row:contains('Lina')",
        },
        {
            content: "No budget for reception",
            trigger: ".o_form_view:not(:has(button[name=action_assess]))",
        },
    ],
});
