import { Component, useEffect, useRef } from "@odoo/owl";
import { useBus } from "@web/core/utils/hooks";
import { readAmount, writeAmount } from "./amounts";

const { DateTime } = luxon;
const AMOUNTS = ["monetary", "float"];
// A date box gives the years 1, 19 and 198 while 1985 is being typed.
const FIRST_YEAR = 1900;

/**
 * One box of a row, always open. It keeps what is being typed while the form saves and reloads
 * around it, which Odoo's own lists do not.
 */
export class RowInput extends Component {
    static template = "food_aid.RowInput";
    static props = { record: Object, column: Object, readonly: Boolean };

    setup() {
        this.box = useRef("box");
        useEffect(() => {
            const { el } = this.box;
            const text = this.text;
            // the model is read even while typing: an effect follows what it reads
            if (el && (el !== document.activeElement || this.type === "select")) {
                this.show(text);
            }
        });
        const { bus } = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", (ev) => ev.detail.proms.push(this.commit()));
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
    }

    get field() {
        return this.props.record.fields[this.props.column.name];
    }

    get type() {
        const { type } = this.field;
        if (type === "selection") {
            return "select";
        }
        return type === "date" ? "date" : "text";
    }

    get isAmount() {
        return AMOUNTS.includes(this.field.type);
    }

    get isNumber() {
        return this.isAmount || this.field.type === "integer";
    }

    get value() {
        return this.props.record.data[this.props.column.name];
    }

    /** What the box shows of the model's value. */
    get text() {
        if (this.isAmount) {
            return writeAmount(this.value);
        }
        if (this.field.type === "date") {
            return this.value ? this.value.toISODate() : "";
        }
        return this.value ? String(this.value) : "";
    }

    show(text) {
        const { el } = this.box;
        if (el.value !== text) {
            el.value = text;
        }
        el.classList.remove("is-invalid");
    }

    /** Return what the model is to hold, undefined when what is typed cannot be read. */
    read() {
        const typed = this.box.el.value.trim();
        if (this.isAmount) {
            return readAmount(typed) ?? undefined;
        }
        if (this.field.type === "integer") {
            return /^\d*$/.test(typed) ? parseInt(typed || "0") : undefined;
        }
        if (this.field.type === "date") {
            const date = DateTime.fromISO(typed);
            return typed && date.year < FIRST_YEAR ? undefined : typed ? date : false;
        }
        return typed || false;
    }

    onInput() {
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    async onChange() {
        if (this.type !== "date") {
            await this.commit();
        }
    }

    async onBlur() {
        await this.commit();
        if (this.box.el && this.read() !== undefined) {
            this.show(this.text);
        }
    }

    async commit() {
        const { el } = this.box;
        if (!el || this.props.readonly || el.value === this.text) {
            return;
        }
        const value = this.read();
        el.classList.toggle("is-invalid", value === undefined);
        if (value !== undefined && !this.isSame(value)) {
            await this.props.record.update({ [this.props.column.name]: value });
        }
    }

    isSame(value) {
        return this.isNumber ? value === (this.value || 0) : value === (this.value || false);
    }
}
