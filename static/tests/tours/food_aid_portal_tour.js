import { registry } from "@web/core/registry";

// The people of an association answer the CCAS from a phone.
registry.category("web_tour.tours").add("food_aid_portal_answer", {
    url: "/my/food-aid",
    steps: () => [
        {
            content: "See whom the CCAS waits for an answer about",
            trigger: ".o_food_aid_counters a[href*='show=answer']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the first person",
            trigger: ".o_food_aid_table tbody a:contains('Amina')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Confirm the welcome",
            trigger: "button[name=confirm]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Be thanked, then search for another person",
            trigger: ".o_food_aid_notice[role=status]",
        },
        {
            trigger: ".o_food_aid_nav a[href='/my/food-aid/referrals']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#food_aid_search",
            run: "edit boris",
        },
        {
            trigger: "form[role=search] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_food_aid_table tbody a:contains('Boris')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Decline, in two steps",
            trigger: ".o_food_aid_answer a[href$='/decline']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#food_aid_reason_full",
            run: "click",
        },
        {
            trigger: "button[name=decline]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Be thanked; the name is gone",
            trigger: ".o_food_aid_notice[role=status]",
        },
        {
            trigger: "h1:not(:contains('Boris'))",
        },
    ],
});
