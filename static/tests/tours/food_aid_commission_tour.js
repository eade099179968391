import { registry } from "@web/core/registry";

const cell = (row, name) => `div[name=item_ids] .o_data_row:eq(${row}) td[name=${name}]`;

/** Choose a decision on a line of the agenda. */
const choose = (row, label) => [
    {
        content: `Open the decision of line ${row}`,
        trigger: cell(row, "outcome"),
        run: "click",
    },
    {
        content: `Choose ${label}`,
        trigger: `${cell(row, "outcome")} .o_select_menu_input, ${cell(row, "outcome")} select`,
        run: "click",
    },
    {
        trigger: `.o_select_menu_item:contains(/^${label}$/)`,
        run: "click",
    },
];

/** The secretary types the decisions of a list, then records them together. */
registry.category("web_tour.tours").add("food_aid_commission", {
    steps: () => [
        {
            content: "No name on the screen",
            trigger: ".o_food_aid_commission:not(:contains('Zorglub'))",
        },
        ...choose(0, "Granted"),
        ...choose(1, "Adjourned"),
        {
            content: "Say what is awaited",
            trigger: `${cell(1, "reason")} textarea, ${cell(1, "reason")} input`,
            run: "edit Receipt awaited",
        },
        {
            content: "Record all of them",
            trigger: "button[name=action_record]",
            run: "click",
        },
        {
            content: "Nothing is left to decide",
            trigger: ".o_food_aid_commission:not(:has(button[name=action_record]))",
        },
    ],
});
