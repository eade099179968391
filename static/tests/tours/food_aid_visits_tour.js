import { registry } from "@web/core/registry";

const LINES = 60;
// Three minutes for sixty lines: three seconds a line, at one key a second for somebody slow.
const MOST_KEYS = 90;

let keys = 0;

function press(key) {
    keys += 1;
    document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
    );
}

// A volunteer enters the list that was ticked on paper, without touching the mouse.
registry.category("web_tour.tours").add("food_aid_ticked_list", {
    steps: () => [
        {
            content: "The hint shows that keys are listened to",
            trigger: ".o_food_aid_hint:not(.d-none)",
        },
        {
            content: "One key a person: tick and go on; an arrow passes over who did not come",
            trigger: "input[name=came]",
            run() {
                keys = 2; // from the search box: two tabs
                document.querySelector("input[name=came]").focus();
                for (let line = 0; line < LINES; line++) {
                    press(line % 10 === 9 ? "ArrowDown" : "Enter");
                }
            },
        },
        {
            content: "How many are ticked is said",
            trigger: ".o_food_aid_ticked:contains('54 / 60')",
        },
        {
            content: "After the last line come those who are not on the list",
            trigger: "#food_aid_unknown_households:focus",
            run: "edit 1",
        },
        { trigger: "#food_aid_age_26_64", run: "edit 2" },
        { trigger: "#food_aid_weight", run: "edit 412,5" },
        {
            content: "Write down and close",
            trigger: "button[name=close]",
            run({ anchor }) {
                // the tabs and figures of the three fields, and the last key
                keys += 8 + 2 + 2 + 6;
                if (keys > MOST_KEYS) {
                    throw new Error(`${keys} keys`);
                }
                anchor.click();
            },
            expectUnloadPage: true,
        },
        {
            content: "Be thanked",
            trigger: ".o_food_aid_notice[role=status]",
        },
    ],
});

// A volunteer finds somebody, writes down the passage, undoes it, serves again.
registry.category("web_tour.tours").add("food_aid_one_passage", {
    steps: () => [
        { trigger: "#food_aid_search:focus", run: "edit amina" },
        { trigger: "form[role=search] button", run: "click", expectUnloadPage: true },
        { trigger: "button[name=state][value=came]", run: "click", expectUnloadPage: true },
        {
            content: "It is said that it is written down; one key undoes it",
            trigger: ".o_food_aid_notice button[name=visit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#food_aid_search", run: "edit boris" },
        { trigger: "form[role=search] button", run: "click", expectUnloadPage: true },
        {
            content: "Boris came this week: it is said without a colour, and a reason serves him",
            trigger: "strong:contains('Already came this week')",
        },
        { trigger: "select[name=reason]", run: "select plenty" },
        { trigger: "button[value=came]:contains('Serve anyway')", run: "click", expectUnloadPage: true },
        { trigger: ".o_food_aid_notice[role=status]" },
    ],
});
