import { Component, onPatched, useRef } from "@odoo/owl";
import { evaluateBooleanExpr } from "@web/core/py_js/py";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { RowInput } from "./row_input";

const BOXES = "input:not([type=hidden]):not(:disabled), select:not(:disabled)";
const MAIN = ".o_food_aid_row :is(input, select):not([tabindex='-1']):not(:disabled)";

/**
 * Lines that are all open at once, as on a paper form: Tab and Enter go to the next box, the
 * boxes marked `aside` are reached from their row with Ctrl and an arrow.
 *
 * A line exists on the server before anybody types in it, so that saving never moves the cursor.
 */
export class RowsField extends Component {
    static template = "food_aid.Rows";
    static components = { RowInput };
    static props = { ...X2ManyField.props, add: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.choices = [];
        onPatched(() => this.focusAdded());
    }

    get list() {
        return this.props.record.data[this.props.name];
    }

    get archInfo() {
        return this.props.views.list;
    }

    get columns() {
        return this.archInfo.columns.filter(
            (column) => !evaluateBooleanExpr(column.column_invisible, this.list.evalContext)
        );
    }

    isShown(column, record) {
        return !evaluateBooleanExpr(column.invisible, record.evalContext);
    }

    isReadonly(column, record) {
        return (
            this.props.readonly || Boolean(evaluateBooleanExpr(column.readonly, record.evalContext))
        );
    }

    isText(column) {
        return column.options.text;
    }

    getText(column, record) {
        const value = record.data[column.name];
        return value?.display_name ?? value ?? "";
    }

    // ------------------------------------------------------------------
    // Keyboard
    // ------------------------------------------------------------------

    onKeydown(ev) {
        const isArrow = ["ArrowLeft", "ArrowRight"].includes(ev.key);
        if (ev.key === "Enter" && ev.target.matches(BOXES)) {
            ev.preventDefault();
            ev.stopPropagation();
            this.goTo(this.findNext(ev.target, MAIN, ev.target.closest(".o_form_view"), 1));
        } else if (ev.ctrlKey && isArrow) {
            ev.preventDefault();
            const step = ev.key === "ArrowRight" ? 1 : -1;
            this.goTo(this.findNext(ev.target, BOXES, ev.target.closest(".o_food_aid_row"), step));
        }
    }

    findNext(box, selector, area, step) {
        const boxes = [...area.querySelectorAll(selector)];
        // from a box aside, Enter leaves for the next row
        const index = boxes.findIndex((one) => one === box || follows(box, one));
        return boxes[boxes[index] === box ? index + step : index];
    }

    goTo(box) {
        box?.focus();
        box?.select?.();
    }

    // ------------------------------------------------------------------
    // Adding
    // ------------------------------------------------------------------

    async loadChoices() {
        if (!this.choices.length && ["income", "expense"].includes(this.props.add)) {
            this.choices = await this.orm.searchRead(
                "food.aid.budget.category",
                [["kind", "=", this.props.add]],
                ["display_name"]
            );
            this.render();
        }
    }

    get addChoices() {
        if (this.props.add === "unpaid") {
            return this.list.fields.kind.selection;
        }
        return this.choices.map((category) => [category.id, category.display_name]);
    }

    async onChoose(ev) {
        const { value } = ev.target;
        ev.target.value = "";
        if (value) {
            const isUnpaid = this.props.add === "unpaid";
            await this.add(isUnpaid ? "add_unpaid" : "add_line", isUnpaid ? value : +value);
        }
    }

    addPerson() {
        return this.add("add_person");
    }

    async add(method, ...args) {
        const { record } = this.props;
        if (await record.save()) {
            this.added = await this.orm.call(record.resModel, method, [[record.resId], ...args]);
            await record.load();
        }
    }

    focusAdded() {
        const row = this.added && this.root.el.querySelector(`[data-id="${this.added}"]`);
        if (row) {
            this.added = null;
            this.goTo(row.querySelector("input:not([tabindex='-1'])") || row.querySelector(BOXES));
        }
    }
}

/** Whether `other` comes after `box` in the page. */
function follows(box, other) {
    return Boolean(box.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

registry.category("fields").add("food_aid_rows", {
    ...x2ManyField,
    component: RowsField,
    extractProps: (info, dynamicInfo) => ({
        ...x2ManyField.extractProps(info, dynamicInfo),
        add: info.options.add,
    }),
});
