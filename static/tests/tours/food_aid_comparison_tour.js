import { registry } from "@web/core/registry";

/** The coordinator: from the menu to who would no longer be within the scale. */
registry.category("web_tour.tours").add("food_aid_comparison", {
    steps: () => [
        {
            content: "Open the configuration",
            trigger: "[data-menu-xmlid='food_aid.menu_food_aid_configuration']",
            run: "click",
        },
        {
            content: "Compare two scales",
            trigger: "[data-menu-xmlid='food_aid.menu_food_aid_scale_comparison']",
            run: "click",
        },
        {
            content: "The version in force and the one in preparation are there: one leaves",
            trigger: "button[data-cell='all/all/leave']:contains('1')",
            run: "click",
        },
        {
            content: "Its assessment, and no other",
            trigger: ".o_list_view:not(:has(.o_data_row ~ .o_data_row)) .o_data_row",
        },
        {
            content: "Back to the table",
            trigger: ".o_breadcrumb .o_back_button, .o_breadcrumb li a",
            run: "click",
        },
        {
            content: "The sentence is still there",
            trigger: ".o_food_aid_changes",
        },
    ],
});
