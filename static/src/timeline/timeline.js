import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const ICONS = {
    "food.aid.request": "fa-comment-o",
    "food.aid.voucher": "fa-ticket",
    "food.aid.assessment": "fa-calculator",
    "food.aid.decision": "fa-gavel",
    "food.aid.referral": "fa-share",
    "food.aid.visit": "fa-shopping-basket",
    "food.aid.need": "fa-hand-paper-o",
    "food.aid.appointment": "fa-calendar",
    "food.aid.followup": "fa-handshake-o",
    "food.aid.procedure": "fa-folder-open-o",
    "food.aid.workshop.registration": "fa-users",
};

/** The path of a household at a glance, read when its page is opened. */
export class Timeline extends Component {
    static template = "food_aid.Timeline";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ steps: [] });
        onWillStart(async () => {
            const { resId, resModel } = this.props.record;
            if (resId) {
                this.state.steps = await this.orm.call(resModel, "get_timeline", [[resId]]);
            }
        });
    }

    icon(step) {
        return ICONS[step.model] || "fa-circle-o";
    }

    say(day) {
        return formatDate(deserializeDate(day));
    }

    open(step) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: step.model,
            res_id: step.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("food_aid_timeline", { component: Timeline });
