import { Component, useState } from "@odoo/owl";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const TYPING_DELAY = 300;
const HOUSEHOLD = "food.aid.household";
const LOOKALIKE = "food.aid.lookalike";

/**
 * Files that look like the people of a form, beside it, as soon as their names are typed.
 *
 * `source` says where they are: `members` of a household, the `household` of a request, or a
 * person `sent` by a service. The server decides what may be shown; nothing is kept here.
 */
export class FoodAidLookalikes extends Component {
    static template = "food_aid.Lookalikes";
    static props = { ...standardWidgetProps, source: String };

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ lines: [], isInstructor: false });
        this.search = useDebounced(() => this.find(), TYPING_DELAY);
        user.hasGroup("food_aid.group_food_aid_instructor").then((has) => {
            this.state.isInstructor = has;
        });
        useRecordObserver((record) => {
            const call = this.getCall(record);
            const key = JSON.stringify(call);
            if (key !== this.key) {
                Object.assign(this, { key, call });
                this.search();
            }
        });
    }

    // ------------------------------------------------------------------
    // Search
    // ------------------------------------------------------------------

    /** What to ask the server for this record, false when there is nothing to ask. */
    getCall(record) {
        if (this.props.source === "members") {
            const persons = this.getTyped(record);
            const distinct = record.data.distinct_ids.currentIds;
            return persons.length && ["find", [persons, record.resId || false, distinct]];
        }
        if (this.props.source === "household") {
            const household = record.data.household_id;
            return household && ["find", [[], household.id]];
        }
        const isWaiting = record.data.state === "received" && record.resId;
        return isWaiting && ["find_sent", [record.resId]];
    }

    getTyped(record) {
        return record.data.member_ids.records
            .map(({ data }) => data)
            .filter((data) => data.role !== "child" && !data.date_end)
            .filter((data) => data.first_name || data.last_name || data.phone)
            .map((data) => ({
                role: data.role,
                first_name: data.first_name,
                last_name: data.last_name,
                birthdate: data.birthdate ? serializeDate(data.birthdate) : false,
                birth_year: data.birth_year,
                phone: data.phone,
            }));
    }

    async find() {
        const [method, args] = this.call || [];
        this.state.lines = method
            ? await this.keepLast.add(this.orm.silent.call(LOOKALIKE, method, args))
            : [];
    }

    // ------------------------------------------------------------------
    // Gestures
    // ------------------------------------------------------------------

    get record() {
        return this.props.record;
    }

    /** The file that the form is about, once it is one. */
    get householdId() {
        const isHousehold = this.props.source === "members";
        return isHousehold ? this.record.resId : this.record.data.household_id?.id;
    }

    get sameLabel() {
        if (this.props.source === "sent") {
            return _t("Same person: choose this file");
        }
        if (!this.householdId) {
            return _t("Same person: open this file");
        }
        return this.state.isInstructor ? _t("Same person: group") : _t("Same person: to group");
    }

    open(line, target = "new") {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: line.name,
            res_model: HOUSEHOLD,
            res_id: line.id,
            views: [[false, "form"]],
            target,
        });
    }

    async same(line) {
        if (this.props.source === "sent") {
            await this.record.update({ household_id: { id: line.id, display_name: line.name } });
        } else if (!this.householdId) {
            // What was typed is not a new household: nothing is saved of it.
            await this.record.discard();
            await this.open(line, "current");
        } else if (this.state.isInstructor) {
            const args = [[this.householdId], line.id];
            await this.action.doAction(await this.orm.call(HOUSEHOLD, "action_group", args));
        } else {
            await this.orm.call(HOUSEHOLD, "action_signal", [[this.householdId], line.id]);
            this.notification.add(_t("Those who group files are told."), { type: "info" });
            this.forget(line);
        }
    }

    async distinct(line) {
        if (this.props.source === "household") {
            const values = { distinct_ids: [[4, line.id]] };
            await this.orm.write(HOUSEHOLD, [this.householdId], values);
        } else {
            await this.record.data.distinct_ids.addAndRemove({ add: [line.id] });
        }
        this.forget(line);
    }

    forget(line) {
        this.state.lines = this.state.lines.filter(({ id }) => id !== line.id);
    }
}

registry.category("view_widgets").add("food_aid_lookalikes", {
    component: FoodAidLookalikes,
    extractProps: ({ attrs }) => ({ source: attrs.source }),
});
