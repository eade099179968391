import { registry } from "@web/core/registry";

/** On a phone: today's session, its list, one touch on the line. */
registry.category("web_tour.tours").add("food_aid_workshop_tick", {
    steps: () => [
        {
            content: "Open the list of the session",
            trigger: ".o_kanban_record:contains('Cooking') button[name=action_tick]",
            run: "click",
        },
        {
            content: "The box is wide enough for a thumb",
            trigger: ".o_food_aid_tick .o_kanban_record:contains('Samira')",
            run() {
                const { height } = this.anchor.getBoundingClientRect();
                if (height < 48) {
                    throw new Error(`A line of ${height} pixels is too small for a thumb`);
                }
            },
        },
        {
            content: "Touch the line",
            trigger: ".o_food_aid_tick .o_kanban_record:contains('Samira')",
            run: "click",
        },
        {
            content: "It is ticked",
            trigger: ".o_food_aid_tick .o_food_aid_ticked",
        },
    ],
});
