import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";
import { ListController } from "@web/views/list/list_controller";

/**
 * In a town hall, to archive means something else: files that have left the active base.
 * What Odoo archives is only taken out of the list.
 */
const ours = (model) => model.startsWith("food.aid.");

// a literal for each: `super` belongs to the object it is written in
const reworded = () => ({
    getStaticActionMenuItems() {
        const items = super.getStaticActionMenuItems();
        if (ours(this.props.resModel)) {
            items.archive.description = _t("Remove from the list");
            items.unarchive.description = _t("Put back into the list");
        }
        return items;
    },
    get archiveDialogProps() {
        const props = super.archiveDialogProps;
        if (!ours(this.props.resModel)) {
            return props;
        }
        return {
            ...props,
            body: _t("It will no longer show in lists; nothing is erased."),
            confirmLabel: _t("Remove from the list"),
        };
    },
});

patch(FormController.prototype, reworded());
patch(ListController.prototype, reworded());
