import { registry } from "@web/core/registry";
import { counted } from "./food_aid_gestures";

/** The gesture of 45 seconds, from the first screen: a first name, a year, what they say, and print. */
registry.category("web_tour.tours").add("food_aid_voucher", {
    steps: () =>
        counted({ seconds: 45, clicks: 4 }, [
            {
                content: "On the first screen",
                trigger: ".o_food_aid_button_voucher",
                run: "click",
            },
            {
                content: "The cursor waits in the first name",
                trigger: ".modal div[name=first_name] input:focus",
                run: "edit Issa",
            },
            {
                content: "Amount and place are there already",
                trigger: ".modal div[name=amount] input:value(25)",
            },
            {
                content: "A year, as he says it",
                trigger: ".modal div[name=birth_year] input",
                run: `edit ${new Date().getUTCFullYear() - 15}`,
            },
            {
                content: "What he says",
                trigger: ".modal div[name=need] input",
                run: "edit Seul, rien depuis hier",
            },
            {
                content: "Whom to call for a minor",
                trigger: ".modal div[name=helpline_ids] .o_data_row:contains('119')",
            },
            {
                content: "Give and print",
                trigger: ".modal-footer button[name=action_print]",
                run: "click",
            },
            {
                content: "The voucher is printed, the form is closed",
                trigger: "body:not(:has(.modal))",
            },
        ]),
});

/** The register: what was given this month, one regularised. */
registry.category("web_tour.tours").add("food_aid_voucher_register", {
    steps: () => [
        {
            content: "Open the voucher",
            trigger: ".o_list_view .o_data_row:contains('Issa') td[name=name]",
            run: "click",
        },
        {
            content: "It has come back from the shop",
            trigger: "button[name=action_use]",
            run: "click",
        },
        {
            content: "Make the household and the request of it",
            trigger: "button[name=action_regularise]:enabled",
            run: "click",
        },
        {
            content: "The household is there, with whom to call",
            trigger: ".o_form_view .oe_title:contains('Issa')",
        },
        {
            content: "For a minor",
            trigger: "div[name=helpline_ids] .o_data_row:contains('119')",
        },
        {
            content: "And its voucher",
            trigger: "button[name=action_view_vouchers]:contains('1')",
        },
    ],
});
