import { Component, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Needs ticked while the person talks, a line a category: Tab and Enter go to the next category,
 * an arrow or a finger says how it came up, the same again takes it back.
 */
export class NeedsField extends Component {
    static template = "food_aid.Needs";
    static props = { ...standardFieldProps };

    setup() {
        this.root = useRef("root");
        this.origins = [
            ["expressed", _t("Expressed")],
            ["spotted", _t("Spotted")],
            ["unspoken", _t("Not to be raised")],
        ];
    }

    get lines() {
        return this.props.record.data[this.props.name] || [];
    }

    /** What is only read shows the needs that came up, and no row of boxes left empty. */
    get shown() {
        return this.props.readonly ? this.lines.filter((line) => line.origin) : this.lines;
    }

    isClosed(line) {
        return this.props.readonly || line.is_fixed;
    }

    onClick(line, origin) {
        const isAgain = line.origin === origin;
        if (this.isClosed(line) || (isAgain && line.is_kept)) {
            return;
        }
        const chosen = isAgain ? false : origin;
        const lines = this.lines.map((one) =>
            one.id === line.id ? { ...one, origin: chosen } : one
        );
        this.props.record.update({ [this.props.name]: lines });
    }

    onKeydown(ev) {
        if (ev.key !== "Enter" || !ev.target.matches("input")) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        const rows = [...this.root.el.querySelectorAll(".o_food_aid_need")];
        const next = rows[rows.indexOf(ev.target.closest(".o_food_aid_need")) + 1];
        next?.querySelector("input:checked, input")?.focus();
    }
}

registry.category("fields").add("food_aid_needs", {
    component: NeedsField,
    supportedTypes: ["json"],
});
