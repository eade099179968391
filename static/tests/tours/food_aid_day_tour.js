import { registry } from "@web/core/registry";
import { counted } from "./food_aid_gestures";

/** Reception's day: an appointment by phone, somebody arrives, what came is counted. */
registry.category("web_tour.tours").add("food_aid_day", {
    steps: () => [
        ...counted({ seconds: 30, clicks: 2 }, [
            {
                content: "Somebody calls: the focus is in the search",
                trigger: "#food_aid_search:focus",
                run: "edit zephyrin",
            },
            {
                content: "Press Appointment beside the name",
                trigger: "li:contains('Zéphyrin') .o_food_aid_take_for",
                run: "click",
            },
            {
                content: "One click takes the first free time",
                trigger: ".modal .o_food_aid_time:contains('09:00')",
                run: "click",
            },
            {
                content: "It is said, to read aloud",
                trigger: ".o_notification:contains('09:00')",
            },
        ]),
        {
            content: "The dialog is closed",
            trigger: "body:not(:has(.modal))",
        },
        {
            content: "Somebody else arrives",
            trigger: ".o_food_aid_section_today .o_food_aid_action_arrived",
            run: "click",
        },
        {
            content: "And is there to be met",
            trigger: ".o_food_aid_section_today .o_food_aid_action_done",
        },
        {
            content: "A visit is counted",
            trigger: ".o_food_aid_tap_visit",
            run: "click",
        },
        {
            content: "Once more, by mistake",
            trigger: ".o_food_aid_tap_visit:contains('1')",
            run: "click",
        },
        {
            content: "Taken back",
            trigger: ".o_food_aid_taps:has(.o_food_aid_tap_visit:contains('2')) .o_food_aid_undo",
            run: "click",
        },
        {
            content: "One visit",
            trigger: ".o_food_aid_tap_visit:contains('1')",
        },
        {
            content: "A card is about somebody: the search takes the focus",
            trigger: ".o_food_aid_button_card",
            run: "click",
        },
        {
            content: "And says so",
            trigger: "#food_aid_search:focus",
        },
        {
            content: "A first contact has no file yet",
            trigger: ".o_food_aid_button_appointment",
            run: "click",
        },
        {
            content: "No time is taken for nobody",
            trigger: ".modal .o_food_aid_time:disabled",
        },
        {
            content: "A few words are enough",
            trigger: ".modal #food_aid_take_text",
            run: "edit Lady of the hostel",
        },
        {
            content: "And a time",
            trigger: ".modal .o_food_aid_time:enabled:contains('09:30')",
            run: "click",
        },
        {
            content: "The dialog is closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});

/** Referral and print: three clicks from the file. */
registry.category("web_tour.tours").add("food_aid_refer_and_print", {
    steps: () =>
        counted({ clicks: 3 }, [
            {
                content: "Refer",
                trigger: ".o_form_view button[name=action_refer]:enabled",
                run: "click",
            },
            {
                content: "Tick the service that the person chooses",
                trigger: ".modal .o_data_row:contains('Shelf · Parcels') .o_boolean_toggle input",
                run: "click",
            },
            {
                content: "Refer and print",
                trigger: ".modal-footer button[name=action_refer_and_print]",
                run: "click",
            },
            {
                content: "The dialog is closed",
                trigger: "body:not(:has(.modal))",
            },
        ]),
});
