import { registry } from "@web/core/registry";

const field = (name) => `div[name=member_ids] td[name=${name}]`;

/** Reception types somebody who is known in another spelling, and opens their file instead. */
registry.category("web_tour.tours").add("food_aid_lookalike", {
    steps: () => [
        {
            content: "Register a household",
            trigger: ".o_food_aid_button_new_household",
            run: "click",
        },
        {
            content: "The line of the applicant is ready",
            trigger: field("first_name"),
            run: "click",
        },
        {
            content: "Type the last name as the first one",
            trigger: `${field("first_name")} input`,
            run: "edit Fictive",
        },
        {
            content: "And the first name in another spelling",
            trigger: `${field("last_name")} input`,
            run: "edit Samirah && press Tab",
        },
        {
            content: "Their file is shown, with the reason",
            trigger: ".o_food_aid_lookalike:contains('Samira Fictive (1985)')",
        },
        {
            content: "It is the same person",
            trigger: ".o_food_aid_lookalike_same",
            run: "click",
        },
        {
            content: "Their file is open, and nothing else was saved",
            trigger: ".o_form_view .oe_title:contains('Samira Fictive (1985)')",
        },
    ],
});

/** An instructor groups two files from the line that looks alike. */
registry.category("web_tour.tours").add("food_aid_group", {
    steps: () => [
        {
            content: "Type a name",
            trigger: "#food_aid_search",
            run: "edit samira",
        },
        {
            content: "Open the first file",
            trigger: ".o_food_aid_found:contains('Samira Fictive (1985)')",
            run: () => {
                const input = document.querySelector("#food_aid_search");
                input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
            },
        },
        {
            content: "The other one looks alike: group",
            trigger: ".o_food_aid_lookalike_same",
            run: "click",
        },
        {
            content: "Both are side by side, and people are recognised; be sure",
            trigger: ".modal .o_field_widget[name=is_sure] input",
            run: "click",
        },
        {
            content: "Group",
            trigger: ".modal-footer button[name=action_group]",
            run: "click",
        },
        {
            content: "It cannot be undone: confirm",
            trigger: ".modal:contains('undone') .modal-footer .btn-primary, .modal:contains('défait') .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "One file remains",
            trigger: ".o_form_view:not(:has(.o_food_aid_lookalike)) .oe_title:contains('(1985)')",
        },
        {
            content: "The dialogs are closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});

/** An instructor separates a household; the new file opens, empty of contacts. */
registry.category("web_tour.tours").add("food_aid_split", {
    steps: () => [
        {
            content: "Type a name",
            trigger: "#food_aid_search",
            run: "edit karim",
        },
        {
            content: "Open the file",
            trigger: ".o_food_aid_found:contains('Karim')",
            run: () => {
                const input = document.querySelector("#food_aid_search");
                input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
            },
        },
        {
            content: "Separate the household",
            trigger: "button[name=action_split]",
            run: "click",
        },
        {
            content: "Say who leaves",
            trigger: ".modal .o_data_row:contains('Leila') td[name=side]",
            run: "click",
        },
        {
            content: "Open the choice",
            trigger: ".modal .o_selected_row td[name=side] input",
            run: "click",
        },
        {
            content: "Leila leaves",
            trigger: ".o_select_menu_item:contains('Leaves'), .o_select_menu_item:contains('Quitte')",
            run: "click",
        },
        {
            content: "Separate",
            trigger: ".modal-footer button[name=action_split]",
            run: "click",
        },
        {
            content: "The new file is hers",
            trigger: ".o_form_view .oe_title:contains('Leila')",
        },
        {
            content: "The dialog is closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});
