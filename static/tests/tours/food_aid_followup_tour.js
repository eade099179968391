import { registry } from "@web/core/registry";

const tick = (row, label) => ({
    content: `Tick line ${row}, ${label}`,
    trigger: `.o_food_aid_need:eq(${row}) label:eq(${label})`,
    run: "click",
});

/** A social worker ticks needs, takes one up with the person, and writes a confidential note. */
registry.category("web_tour.tours").add("food_aid_followup", {
    steps: () => [
        tick(1, 0), // budget, expressed
        tick(6, 1), // school, spotted
        tick(4, 2), // health, not to be raised…
        tick(4, 2), // … pressed again: taken back
        {
            content: "The draft saves itself; then the household",
            trigger: ".o_food_aid_saved:contains(':')",
        },
        {
            content: "Open the household",
            trigger: "div[name=household_id] a.o_form_uri, div[name=household_id] .o_external_button",
            run: "click",
        },
        { content: "Needs", trigger: "a[name=needs]", run: "click" },
        {
            content: "The person accepts one",
            trigger: "div[name=need_ids] .o_data_row:contains('udget') button[name=action_accept]",
            run: "click",
        },
        {
            content: "Take it up",
            trigger: "button[name=action_follow_up]:enabled",
            run: "click",
        },
        {
            content: "Write a note",
            trigger: ".o_form_view button[name=action_write_note]:enabled",
            run: "click",
        },
        {
            content: "Confidential",
            trigger: ".modal input[type=radio][data-value=confidential]",
            run: "click",
        },
        {
            content: "Its words",
            trigger: ".modal div[name=text] textarea",
            run: "edit Came with her sister",
        },
        { content: "Save", trigger: ".modal .o_form_button_save", run: "click" },
        { content: "Saved", trigger: "body:not(:has(.modal))" },
        { content: "The note is in its page", trigger: "a[name=notes]", run: "click" },
        { content: "There it is", trigger: "div[name=note_ids] .o_data_row:contains('sister')" },
        {
            content: "An interview, first in the time of who is in charge",
            trigger: ".o_form_view button[name=action_take_interview]:enabled",
            run: "click",
        },
        {
            content: "Their times alone, and any other may be chosen",
            trigger: ".o_food_aid_take:has(.o_food_aid_time) #food_aid_take_worker:not(:has(option[value='0']:checked))",
        },
    ],
});
