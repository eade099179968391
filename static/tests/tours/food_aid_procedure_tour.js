import { registry } from "@web/core/registry";

/** From the rights to check of a household, one click makes a procedure; it is handed in. */
registry.category("web_tour.tours").add("food_aid_procedure", {
    steps: () => [
        {
            content: "The rights to check, from the household",
            trigger: "button[name=action_check_rights]",
            run: "click",
        },
        {
            content: "One click makes a procedure of the RSA",
            trigger: ".o_data_row:contains('RSA') button[name=action_open_procedure]",
            run: "click",
        },
        {
            content: "It knows its papers; one is seen",
            trigger: "div[name=paper_ids] .o_data_row:contains('RIB') button[name=action_seen]",
            run: "click",
        },
        {
            content: "The paper was seen",
            trigger: "div[name=paper_ids] .o_data_row:contains('RIB'):not(:has(button[name=action_seen]))",
        },
        {
            content: "What was agreed, in words",
            trigger: "div[name=agreed_text] textarea",
            run: "edit I call on Monday",
        },
        {
            content: "Hand in, before the last paper: the month of the request counts",
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            content: "It is handed in",
            trigger: ".o_statusbar_status button.o_arrow_button_current[data-value=submitted]",
        },
    ],
});

/** A residence permit: a proof, the month on the grid, handed in: the month is gone. */
registry.category("web_tour.tours").add("food_aid_presence", {
    steps: () => [
        {
            content: "Add a proof",
            trigger: "div[name=proof_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Of which kind",
            trigger: "div[name=proof_ids] .o_selected_row div[name=kind] .o_select_menu_input",
            run: "click",
        },
        {
            content: "A payslip",
            trigger: ".o_select_menu_item:contains('Payslip')",
            run: "click",
        },
        {
            content: "Go to its first day",
            trigger: "div[name=proof_ids] .o_selected_row td[name=date_from]",
            run: "click",
        },
        {
            content: "From when",
            trigger: "div[name=proof_ids] .o_selected_row div[name=date_from] input",
            run: "edit 01/15/2026",
        },
        {
            content: "Leave the line, and save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "One month is covered",
            trigger: ".o_food_aid_presence td.text-bg-success:contains('1')",
        },
        {
            content: "Hand in",
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            content: "Knowing that the months are erased",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "Only their number stays",
            trigger: "div[name=presence_months]:contains('1')",
        },
        {
            content: "The grid is gone",
            trigger: ".o_form_view:not(:has(.o_food_aid_presence))",
        },
    ],
});
