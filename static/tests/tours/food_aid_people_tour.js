import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Find a household from the first screen and open it. */
const open = (typed, name) => [
    {
        content: `Type ${typed}`,
        trigger: "#food_aid_search",
        run: `edit ${typed}`,
    },
    {
        content: "Open the household that is found",
        trigger: `.o_food_aid_found:contains('${name}')`,
        run: "click",
    },
];

/** The applicant died: one gesture, and the spouse speaks for the household. */
registry.category("web_tour.tours").add("food_aid_death", {
    steps: () => [
        ...open("fictive", "Samira Fictive"),
        {
            content: "The applicant leaves",
            trigger: ".o_data_row:contains('Samira') button[name=action_leave]",
            run: "click",
        },
        {
            content: "By death",
            trigger: ".modal div[name=reason] input[data-value=death]",
            run: "click",
        },
        {
            content: "What will happen is said before",
            trigger: ".modal div[name=effects] li",
        },
        {
            content: "The spouse is proposed",
            trigger: ".modal div[name=successor_id] input:value(Karim)",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name=action_leave]",
            run: "click",
        },
        {
            content: "The file speaks to the spouse",
            trigger: "body:not(:has(.modal)) .oe_title:contains('Karim')",
        },
        {
            content: "Who died is still read, and leaves no more",
            trigger: ".o_data_row.text-muted:contains('Samira'):not(:has(button[name=action_leave]:visible))",
        },
    ],
});

/** Reserve a file, then lift the reservation: each time what will happen is said before. */
registry.category("web_tour.tours").add("food_aid_reserve", {
    steps: () => [
        ...open("fictive", "Samira Fictive"),
        {
            content: "Open the page",
            trigger: ".nav-link[name=reserved]",
            run: "click",
        },
        {
            content: "Reserve",
            trigger: "button[name=action_reserve]:visible",
            run: "click",
        },
        {
            content: "It says that nobody else finds it",
            trigger: ".modal div[name=effects] li",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name=action_confirm]:visible",
            run: "click",
        },
        {
            content: "The file says who may open it",
            trigger: "body:not(:has(.modal)) .oe_title div[name=reserved_user_ids] .o_tag",
        },
        {
            content: "Lift it",
            trigger: "button[name=action_lift]:visible",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name=action_confirm]:visible",
            run: "click",
        },
        {
            content: "It may be reserved again",
            trigger: "body:not(:has(.modal)) button[name=action_reserve]:visible",
        },
    ],
});

/** Reception on the phone: nothing is found, and the sentence to say is there. */
registry.category("web_tour.tours").add("food_aid_on_the_phone", {
    steps: () => [
        {
            content: "Type the name of a reserved file",
            trigger: "#food_aid_search",
            run: "edit cachee",
        },
        {
            content: "Nobody, as for any unknown name",
            trigger: ".o_food_aid_search [role=status]",
        },
        {
            content: "The sentence to say",
            trigger: ".o_food_aid_search .o_food_aid_phone",
        },
    ],
});
