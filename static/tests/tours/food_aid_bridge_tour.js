import { registry } from "@web/core/registry";

/** From the file: the need, to whom, the sentence that the person read. */
registry.category("web_tour.tours").add("food_aid_bridge", {
    steps: () => [
        {
            trigger: ".o_notebook_headers a[name=bridges]",
            run: "click",
        },
        {
            trigger: "div[name=need_ids] .o_data_row button[name=action_bridge]",
            run: "click",
        },
        {
            trigger: ".modal div[name=service_id] input",
            run: "edit Housing advice",
        },
        {
            trigger: ".ui-autocomplete .dropdown-item:contains('Housing advice')",
            run: "click",
        },
        {
            trigger: ".modal div[name=message] textarea",
            run: "edit Rent unpaid for two months.",
        },
        {
            content: "Read with the person",
            trigger: ".modal div[name=is_read] input",
            run: "click",
        },
        {
            trigger: ".modal-footer button[name=action_send]",
            run: "click",
        },
        {
            content: "It is with the organisation",
            trigger: "body:not(:has(.modal)) div[name=need_ids] .o_data_row:contains('Shelf')",
        },
    ],
});

/** The organisation: what the person wishes it to know, and its answer. */
registry.category("web_tour.tours").add("food_aid_bridge_answer", {
    steps: () => [
        {
            trigger: ".o_food_aid_counters a[href*='show=answer']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_food_aid_table tbody a:contains('Samira F.')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_food_aid_text:contains('Rent unpaid')",
        },
        {
            trigger: "button[name=confirm]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_food_aid_notice[role=status]",
        },
    ],
});
