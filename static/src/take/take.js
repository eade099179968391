import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/**
 * The next free times of those who receive; one click takes one. Made for a phone call:
 * the person is known already, or is a few words.
 */
export class FoodAidTake extends Component {
    static template = "food_aid.Take";
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.params = this.props.action.params || {};
        this.state = useState({
            found: { days: [], workers: [], next_day: false },
            worker: this.params.user_id || 0,
            day: "",
            text: "",
            phone: "",
        });
        onWillStart(() => this.start());
    }

    get isFirstContact() {
        return !this.params.household_id && !this.params.appointment_id;
    }

    get isReady() {
        return !this.isFirstContact || this.state.text.trim();
    }

    /** Whoever is asked for may not receive, or not for this file: then everybody's times. */
    async start() {
        await this.load();
        const { found, worker } = this.state;
        if (worker && !found.workers.some(({ id }) => id === worker)) {
            this.state.worker = 0;
            await this.load();
        }
    }

    async load(day = this.state.day) {
        this.state.day = day;
        this.state.found = await this.orm.call("food.aid.appointment", "get_free_slots", [], {
            household_id: this.params.household_id || false,
            user_id: this.state.worker || false,
            day: day || false,
        });
    }

    onWorker(ev) {
        this.state.worker = Number(ev.target.value);
        return this.load();
    }

    onDay(ev) {
        return this.load(ev.target.value);
    }

    async take(worker, time) {
        const values = {
            user_id: worker.id,
            date_start: time.start,
            date_end: time.end,
            place: worker.place || false,
        };
        if (this.isFirstContact) {
            values.contact_text = this.state.text.trim();
            values.contact_phone = this.state.phone.trim();
        } else {
            values.household_id = this.params.household_id;
        }
        let taken;
        try {
            taken = await this.orm.call("food.aid.appointment", "take", [values], {
                appointment_id: this.params.appointment_id || false,
            });
        } catch (error) {
            // somebody else was faster, or this day is not possible: show what is left
            await this.load();
            throw error;
        }
        this.notification.add(taken.text, {
            type: "success",
            sticky: true,
            buttons: [{ name: _t("Print the slip"), onClick: () => this.print(taken.id) }],
        });
        await this.action.doAction({ type: "ir.actions.act_window_close" });
    }

    async print(id) {
        const action = await this.orm.call("food.aid.appointment", "action_print_slip", [[id]]);
        await this.action.doAction(action);
    }
}

registry.category("actions").add("food_aid.take", FoodAidTake);
