import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Two versions of a scale side by side: a number opens the assessments that it counts. */
export class FoodAidComparison extends Component {
    static template = "food_aid.Comparison";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get result() {
        return this.props.record.data[this.props.name] || null;
    }

    /** How many columns each version has, under one title. */
    get span() {
        return (this.result.columns.length - 3) / 2;
    }

    async open(section, line, column) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const cell = [[record.resId], section, line, column];
        this.action.doAction(await this.orm.call(record.resModel, "action_open_cell", cell));
    }
}

registry.category("fields").add("food_aid_comparison", {
    component: FoodAidComparison,
    supportedTypes: ["json"],
});
