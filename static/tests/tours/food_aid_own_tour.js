import { registry } from "@web/core/registry";

const go = (trigger) => ({ trigger, run: "click", expectUnloadPage: true });
const type = (trigger, text) => ({ trigger, run: `edit ${text}` });
const thanked = { content: "Be thanked", trigger: ".o_food_aid_notice[role=status]" };
const home = go(".o_food_aid_nav a[href='/my/food-aid']");

// A link that gives a file leaves the page as it is: fetch what it gives, and look at how it begins.
const download = (trigger, begins) => ({
    content: "Take the file",
    trigger,
    async run({ anchor }) {
        const response = await fetch(anchor.href);
        const text = new TextDecoder("latin1").decode(await response.arrayBuffer());
        if (!response.ok || !text.startsWith(begins)) {
            throw new Error(`${response.status}: ${text.slice(0, 20)}`);
        }
    },
});

const add = (name, steps) =>
    registry.category("web_tour.tours").add(name, { url: "/my/food-aid", steps: () => steps });

// The manager takes the association's data away, reads its figures, and who sees what.
add("food_aid_own_data", [
    go("a[href='/my/food-aid/data']"),
    download("a[href$='/data/download']", "PK"),
    go("a[href='/my/food-aid/data/columns']"),
    { trigger: "#food_aid_period", run: "select day" },
    go("button[name=choose]"),
    { ...thanked, trigger: ".o_food_aid_notice:contains('kept for the next time')" },
    { trigger: "#food_aid_period:has(option[value=day]:selected)" },
    go("p a[href='/my/food-aid/data']"),
    go("a[href='/my/food-aid/state-return']"),
    { trigger: "th:contains('Line') ~ th:contains('How many')" },
    go("p a[href='/my/food-aid/data']"),
    go("p a[href='/my/food-aid/who-sees-what']"),
    {
        content: "Income and expenses are nobody's in the association",
        trigger: "tr:has(li:contains('Income and expenses')) td:contains('nobody')",
    },
]);

// The manager invites a volunteer, and stops another one.
add("food_aid_team", [
    go("a[href='/my/food-aid/team']"),
    type("#food_aid_name", "Lucette Fictive"),
    type("#food_aid_email", "lucette@example.org"),
    go("button[name=invite]"),
    thanked,
    { trigger: "tr:contains('Lucette Fictive')" },
    go("tr:contains('Volunteer Fictive') a[href$='/stop']"),
    { content: "Who it is, and what it changes", trigger: "p:contains('Volunteer Fictive')" },
    go("button[name=stop]"),
    thanked,
    { trigger: "table:not(:contains('Volunteer Fictive'))" },
]);

// A volunteer signs in for the first time: reads what is asked, who sees what, and undertakes it.
add("food_aid_undertaking", [
    { trigger: ".o_food_aid_answer:contains('I keep silent.')" },
    go(".o_food_aid_answer a[href='/my/food-aid/who-sees-what']"),
    go("a.btn[href='/my/food-aid/undertaking']"),
    go("button[value=accept]"),
    { content: "The first page opens", trigger: "#food_aid_search" },
]);

// The manager enrols the tablet of the hall; a volunteer serves somebody on it by first name and
// PIN, and leaves.
add("food_aid_device", [
    go("a[href='/my/food-aid/devices']"),
    type("#food_aid_device_name", "Tablet of the hall"),
    go("button[name=enrol]"),
    { content: "The manager is signed out", trigger: "h1:contains('who is there')" },
    { trigger: "#food_aid_person", run: "selectByLabel Volunteer" },
    type("#food_aid_door_pin", "2580"),
    go("button[name=open]"),
    { content: "Today's list, and nothing else", trigger: "body:not(:has(.o_food_aid_nav))" },
    type("#food_aid_search", "samira"),
    go("form[role=search] button"),
    go("button[name=state][value=came]"),
    thanked,
    { content: "One touch on the list undoes it, another serves", ...go("tr:contains('Samira') button[name=visit]") },
    go("tr:contains('Samira') button[name=state][value=came]"),
    thanked,
    go("button[name=leave]"),
    { trigger: "h1:contains('who is there')" },
]);

// The manager gives the association its face, and reads what the CCAS publishes.
add("food_aid_face", [
    go("a[href='/my/food-aid/face']"),
    type("#food_aid_text", "Bring bags"),
    go("button[name=post]"),
    thanked,
    type("input[id^=food_aid_word_]", "guest"),
    go("form[action$='/words'] button"),
    thanked,
    home,
    { trigger: ".o_food_aid_answer:contains('Bring bags')" },
    { trigger: "label[for=food_aid_search]:contains('guest')" },
    go("a[href='/my/food-aid/documents']"),
    download("li a:contains('Poster')", "%PDF"),
]);
