import { registry } from "@web/core/registry";

/** Reception lists the papers, sees one, and prints the letter that asks for the others. */
registry.category("web_tour.tours").add("food_aid_missing_papers", {
    steps: () => [
        {
            content: "List the papers of this situation",
            trigger: "button[name=action_list_papers]",
            run: "click",
        },
        {
            content: "The first one is shown",
            trigger: "div[name=paper_ids] .o_data_row:eq(0) button[name=action_seen]",
            run: "click",
        },
        {
            content: "It is seen, and given back",
            trigger: "div[name=paper_ids] .o_data_row:eq(0):not(:has(button[name=action_seen]))",
        },
        {
            content: "Ask for the others",
            trigger: "button[name=action_print_missing_papers]",
            run: "click",
        },
        {
            content: "They are asked for",
            trigger: "div[name=paper_ids] .o_data_row:eq(1) td[name=date_asked]:not(:empty)",
        },
    ],
});
