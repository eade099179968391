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

/** Somebody refuses to be registered: an age is asked for, no name, and the number is given. */
registry.category("web_tour.tours").add("food_aid_under_code", {
    steps: () => [
        {
            content: "Register a household",
            trigger: ".o_food_aid_button_new_household",
            run: "click",
        },
        {
            content: "Who refuses says so",
            trigger: "div[name=is_under_code] input",
            run: "click",
        },
        {
            content: "No name, birth date or phone is asked for any more",
            trigger:
                "div[name=member_ids]:has(th[data-name=about_age]):not(:has(th[data-name=first_name], th[data-name=last_name], th[data-name=birthdate], th[data-name=phone]))",
        },
        {
            content: "An age",
            trigger: "div[name=member_ids] .o_data_row td[name=about_age]",
            run: "click",
        },
        {
            content: "Open the bands",
            trigger: "div[name=member_ids] .o_selected_row td[name=about_age] input",
            run: "click",
        },
        {
            content: "About this one",
            trigger: ".o_select_menu_item:contains('26')",
            run: "click",
        },
        ...stepUtils.saveForm(),
        {
            content: "The file is known by its number alone",
            trigger: ".oe_title:contains('F'):not(:has(div[name=applicant_id] a))",
        },
        {
            content: "It is an ordinary file: help is asked for it at once",
            trigger: ".o_form_view button[name=action_new_request]",
            run: "click",
        },
        {
            content: "The request",
            trigger: "div[name=needs_text] textarea",
            run: "edit Something to eat",
        },
        ...stepUtils.saveForm(),
    ],
});
