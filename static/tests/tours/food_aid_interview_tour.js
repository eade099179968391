import { registry } from "@web/core/registry";
import { counted } from "./food_aid_gestures";

const box = (list, row, field) =>
    `div[name=${list}] .o_food_aid_row:eq(${row}) [data-field=${field}]`;
const type = (list, row, field, value) => ({
    content: `Type ${value} in ${field}, line ${row} of ${list}`,
    trigger: box(list, row, field),
    run: `edit ${value} && press Tab`,
});
const choose = (list, row, field, value) => ({
    content: `Choose ${value} in ${field}, line ${row} of ${list}`,
    trigger: box(list, row, field),
    run: `select ${value}`,
});
const pressKey = (key) => () =>
    window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const saved = {
    content: "The draft saves itself",
    trigger: ".o_food_aid_saved:contains(':')",
};
const expect = (condition, message) => {
    if (!condition) {
        throw new Error(message);
    }
};

/** From a blank note to a validated result. Each step of the agent is one gesture. */
registry.category("web_tour.tours").add("food_aid_interview", {
    steps: () => [
        {
            content: "Assess",
            trigger: "button[name=action_assess]",
            run: "click",
        },
        {
            content: "The person talks: free words first",
            trigger: "div[name=note] textarea",
            run: "edit Comes back from hospital, rent is late",
        },
        saved,
        {
            content: "A child lives here too",
            trigger: "div[name=member_ids] .o_food_aid_add",
            run: "click",
        },
        type("member_ids", 1, "first_name", "Lina"),
        choose("member_ids", 1, "role", "child"),
        {
            content: "The years passed by while a date is typed are no birth dates",
            trigger: box("member_ids", 1, "birthdate"),
            run: ({ anchor }) => {
                anchor.focus();
                for (const value of ["0002-04-02", "2015-04-02"]) {
                    anchor.value = value;
                    anchor.dispatchEvent(new Event("input", { bubbles: true }));
                    anchor.dispatchEvent(new Event("change", { bubbles: true }));
                }
                anchor.blur();
            },
        },
        {
            content: "Housing",
            trigger: "div[name=street] input",
            run: "edit 3 Example Street",
        },
        {
            content: "The cursor goes to the first amount",
            trigger: box("income_line_ids", 0, "declared_amount"),
            run: "click",
        },
        {
            content: "Amounts: Enter goes to the next one",
            trigger: box("income_line_ids", 0, "declared_amount"),
            run: "edit 600",
        },
        {
            content: "By keyboard alone",
            trigger: box("income_line_ids", 0, "declared_amount"),
            run: "press Enter",
        },
        {
            content: "The cursor is on the first charge",
            trigger: box("expense_line_ids", 0, "declared_amount") + ":focus",
            run: "edit 300 + 100 && press Enter",
        },
        {
            content: "Back to the wage",
            trigger: box("income_line_ids", 0, "declared_amount"),
            run: "click",
        },
        {
            content: "The period of the line, by keyboard too",
            trigger: box("income_line_ids", 0, "declared_amount"),
            run: "press Control+ArrowRight",
        },
        {
            content: "Three months for the wage",
            trigger: box("income_line_ids", 0, "period") + ":focus",
            run: "select mean",
        },
        type("income_line_ids", 0, "month_1", "700"),
        type("income_line_ids", 0, "month_2", "500,50"),
        type("income_line_ids", 0, "month_3", "600"),
        {
            content: "The mean is retained, to the cent",
            trigger: box("income_line_ids", 0, "retained_amount") + ":value(/^600[.,]17$/)",
        },
        {
            content: "A bill left unpaid",
            trigger: "div[name=unpaid_ids] .o_food_aid_add",
            run: "select rent",
        },
        type("unpaid_ids", 0, "amount", "850"),
        {
            content: "Needs, in the person's words",
            trigger: "div[name=needs_text] textarea",
            run: "edit Food until the end of the month",
        },
        {
            content: "The proposal follows the child who came in",
            trigger: "div[name=outcome] .text-bg-success",
        },
        {
            content: "Validate",
            trigger: "button[name=action_validate]",
            run: "click",
        },
        {
            content: "The note is erased, and that is asked",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "The budget no longer changes",
            trigger:
                ".o_form_view:has(button.btn-primary[name=action_follow_proposal]) " +
                box("expense_line_ids", 0, "declared_amount") +
                "[readonly]",
        },
    ],
});

/** A renewal without a change, from the first screen: a name, Enter, three clicks. */
registry.category("web_tour.tours").add("food_aid_renewal", {
    steps: () => [
        ...counted({ seconds: 60, clicks: 3 }, [
            {
                content: "The focus is in the search",
                trigger: "#food_aid_search:focus",
                run: "edit samira fic",
            },
            {
                content: "The household is found",
                trigger: ".o_food_aid_current:contains('Samira Fictive (1985)')",
            },
            {
                content: "Open it by keyboard",
                trigger: "#food_aid_search:focus",
                run: "press Enter",
            },
            {
                content: "Assess again",
                trigger: ".o_form_view button[name=action_assess]",
                run: "click",
            },
            {
                content: "Last time is beside now",
                trigger: "div[name=changes] td:contains('wage')",
            },
            {
                content: "Nothing has changed",
                trigger: "div[name=changes]:not(:has(.o_food_aid_changed))",
            },
            {
                content: "Validate",
                trigger: "button[name=action_validate]",
                run: "click",
            },
            {
                content: "Follow the proposal",
                trigger: "button.btn-primary[name=action_follow_proposal]:enabled",
                run: "click",
            },
        ]),
        {
            content: "Decided",
            trigger: "button[name=action_refer]",
        },
    ],
});

/** One key hides the screen, the same one or a touch brings it back. */
registry.category("web_tour.tours").add("food_aid_veil", {
    steps: () => [
        {
            content: "A file is open",
            trigger: ".o_form_view .oe_title:contains('Samira')",
            run: pressKey("F9"),
        },
        {
            content: "Nothing of it is on the screen, nor in the tab",
            trigger: ".o_food_aid_veil",
            run: () => {
                const form = document.querySelector(".o_form_view");
                expect(getComputedStyle(form).visibility === "hidden", "The form still shows");
                expect(!document.title.includes("Samira"), "The tab names the file");
            },
        },
        {
            content: "The same key brings it back",
            trigger: ".o_food_aid_veil",
            run: pressKey("F9"),
        },
        {
            content: "By touch",
            trigger: "body:not(:has(.o_food_aid_veil)) .o_food_aid_veil_button",
            run: "click",
        },
        {
            content: "A touch brings it back",
            trigger: ".o_food_aid_veil",
            run: "click",
        },
        {
            content: "The file shows again",
            trigger: "body:not(.o_food_aid_veiled) .o_form_view .oe_title:contains('Samira')",
            run: () => expect(document.title.includes("Samira"), "The tab lost its title"),
        },
    ],
});

/** The screen turned to the person: one click there, one back. */
registry.category("web_tour.tours").add("food_aid_person_view", {
    steps: () => [
        {
            content: "Turn the screen",
            trigger: ".o_food_aid_turn",
            run: "click",
        },
        {
            content: "People, budget and result; no note, no file number, no chatter",
            trigger: ".o_food_aid_person_view:contains('Samira'):contains('wage')",
            run: () => {
                const shown = document.querySelector(".o_food_aid_person_view").textContent;
                expect(!shown.includes("hospital"), "The note shows");
                expect(!/F-?\d/.test(shown), "The file number shows");
                const behind = document.querySelector(".o_action_manager");
                expect(getComputedStyle(behind).visibility === "hidden", "The form still shows");
            },
        },
        {
            content: "Back",
            trigger: ".o_food_aid_person_view button",
            run: "click",
        },
        {
            content: "The interview again",
            trigger: "body:not(:has(.o_food_aid_person_view)) div[name=note] textarea",
        },
    ],
});

const askServer = async (route, params = {}) => {
    const response = await fetch(route, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
    });
    const { error } = await response.json();
    expect(!error, `${route}: ${error?.data?.message}`);
};
const signIn = (login) =>
    askServer("/web/session/authenticate", {
        db: odoo.info.db,
        login,
        password: login,
    });

/** The session ends in the middle of a sentence: nothing is lost, nor left readable. */
registry.category("web_tour.tours").add("food_aid_lost_session", {
    steps: () => [
        {
            content: "The interview is open; the session ends",
            trigger: "div[name=note] textarea",
            run: () => askServer("/web/session/destroy"),
        },
        {
            content: "The person goes on talking",
            trigger: "div[name=note] textarea",
            run: "edit Xylophone told after the end",
        },
        type("income_line_ids", 0, "declared_amount", "712,34"),
        {
            content: "It is said clearly, and nothing is left in the browser's storage",
            trigger: ".o_food_aid_lost:contains('signed out')",
            run: () => {
                const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
                expect(!kept.includes("Xylophone"), "What was typed is in the storage");
                // With its cents: three digits alone also stand in the clocks and keys kept there.
                expect(!/(^|\D)712[.,]34(\D|$)/.test(kept), "An amount is in the storage");
            },
        },
        {
            content: "No dialog offers to reload the page; a colleague signs in meanwhile",
            trigger: "body:not(:has(.modal)) .o_food_aid_lost button",
            run: () => signIn("fa_social"),
        },
        {
            content: "Nothing is saved in a colleague's name",
            trigger: ".o_food_aid_lost:contains('colleague')",
            run: () => signIn("fa_instructor"),
        },
        {
            content: "Signed in again: it saves itself",
            trigger: "body:not(:has(.o_food_aid_lost)) .o_food_aid_saved:contains(':')",
            timeout: 20000,
        },
        {
            content: "And the screen still shows it",
            trigger: box("income_line_ids", 0, "declared_amount") + ":value(/712[.,]34/)",
        },
    ],
});
