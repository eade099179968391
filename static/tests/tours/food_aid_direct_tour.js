import { registry } from "@web/core/registry";

const go = (trigger) => ({ trigger, run: "click", expectUnloadPage: true });
const type = (trigger, text) => ({ trigger, run: `edit ${text}` });

// A volunteer welcomes somebody, who agrees to be called, and helps somebody unknown.
registry.category("web_tour.tours").add("food_aid_direct", {
    url: "/my/food-aid",
    steps: () => [
        go("a[href='/my/food-aid/welcomes/new']"),
        type("#food_aid_label", "Léa"),
        type("#food_aid_size", "2"),
        type("#food_aid_age_0_2", "1"),
        go("button[name=save]"),
        { content: "Be thanked", trigger: ".o_food_aid_notice[role=status]" },
        go("a[href$='/call']"),
        type("#food_aid_reach", "On Tuesdays, here"),
        { trigger: "#food_aid_notice", run: "click" },
        go("button[name=send]"),
        { content: "The CCAS has received it", trigger: ".o_food_aid_notice[role=status]" },
        go(".o_food_aid_nav a[href='/my/food-aid']"),
        go("a[href='/my/food-aid/emergency']"),
        type("#food_aid_age_26_64", "1"),
        { trigger: "#food_aid_emergency_arrival", run: "click" },
        go("button[name=count]"),
        { content: "It is counted", trigger: ".o_food_aid_notice[role=status]" },
        { trigger: "button[name=visit]" },
    ],
});
