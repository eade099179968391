import { Component } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Last time beside now, as the server compares them (`changes` of the assessment). */
export class ChangesField extends Component {
    static template = "food_aid.Changes";
    static props = { ...standardFieldProps };

    get changes() {
        return this.props.record.data[this.props.name];
    }

    get date() {
        return formatDate(deserializeDate(this.changes.date));
    }
}

registry.category("fields").add("food_aid_changes", {
    component: ChangesField,
    supportedTypes: ["json"],
});
