import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** A year that nobody gave is an empty box, not a nought. */
export class YearField extends IntegerField {
    get formattedValue() {
        return this.value ? String(this.value) : "";
    }
}

export const yearField = {
    ...integerField,
    component: YearField,
    displayName: _t("Year"),
    isEmpty: (record, fieldName) => !record.data[fieldName],
};

registry.category("fields").add("food_aid_year", yearField);
