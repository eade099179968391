import { onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { keepers, tellKeepers, whyLost, whyStillLost } from "./keeper";
import { PersonView } from "./person_view";

const { DateTime } = luxon;
// A draft is saved once the typing pauses, and never later than this while it goes on.
const PAUSE = 2000;
const LONGEST = 10000;
const RETRY = 5000;

class InterviewRecord extends RelationalModel.Record {
    /** What is typed stays when the server cannot say what follows from it. */
    async _getOnchangeValues(changes) {
        try {
            return await super._getOnchangeValues(changes);
        } catch (error) {
            if (tellKeepers(error)) {
                return {};
            }
            throw error;
        }
    }
}

export class InterviewModel extends RelationalModel {
    static Record = InterviewRecord;
}

/**
 * The interview: a draft that saves itself, and survives the end of a session.
 *
 * What could not be saved lives in this tab's memory alone: nothing is written to the browser's
 * storage, where the next user of a shared computer would read it.
 */
export class InterviewController extends FormController {
    static template = "food_aid.Interview";

    setup() {
        this.draft = useState({ savedAt: "", lost: "", problem: "" });
        this.firstTyped = null;
        super.setup();
        this.overlay = useService("overlay");
        this.veil = useService("food_aid_veil");
        useBus(this.model.bus, "FIELD_IS_DIRTY", (ev) => ev.detail && this.schedule());
        const onBack = () => this.draft.lost && this.autosave();
        const onBlur = () => this.firstTyped && this.autosave();
        onMounted(() => {
            keepers.add(this);
            browser.addEventListener("focus", onBack);
            browser.addEventListener("blur", onBlur);
        });
        onWillUnmount(() => {
            keepers.delete(this);
            browser.clearTimeout(this.timer);
            browser.removeEventListener("focus", onBack);
            browser.removeEventListener("blur", onBlur);
        });
    }

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRecordChanged = () => this.schedule();
        return params;
    }

    get isDraft() {
        return this.model.root.data.state === "draft";
    }

    // ------------------------------------------------------------------
    // Saving
    // ------------------------------------------------------------------

    schedule() {
        if (!this.isDraft) {
            return;
        }
        const now = Date.now();
        this.firstTyped ??= now;
        // a new draft exists as soon as its household is known
        const pause = this.model.root.isNew ? 0 : PAUSE;
        this.wait(Math.max(0, Math.min(pause, this.firstTyped + LONGEST - now)));
    }

    wait(delay) {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.autosave(), delay);
    }

    async autosave() {
        const root = this.model.root;
        browser.clearTimeout(this.timer);
        this.firstTyped = null;
        if (!root.data.household_id) {
            return;
        }
        if (this.draft.lost) {
            const why = await whyStillLost();
            if (why) {
                this.lose(why);
                return;
            }
            this.draft.lost = "";
        }
        if (await root.isDirty()) {
            await root.save({ onError: (error) => this.onAutosaveError(error) });
        }
    }

    async onRecordSaved() {
        await super.onRecordSaved(...arguments);
        const savedAt = DateTime.now().toLocaleString(DateTime.TIME_SIMPLE);
        Object.assign(this.draft, { savedAt, lost: "", problem: "" });
    }

    /** Say it beside the form: a dialog in the middle of a sentence would break the interview. */
    onAutosaveError(error) {
        if (!tellKeepers(error)) {
            this.draft.problem = error.data?.message || error.message;
        }
        return false;
    }

    async onSaveError(error, options, leaving) {
        return tellKeepers(error) ? false : super.onSaveError(error, options, leaving);
    }

    /** Keep what was typed, and try again until the server takes it. */
    lose(why) {
        this.draft.lost = why;
        this.wait(RETRY);
    }

    signIn() {
        browser.open("/web/login", "_blank");
    }

    async beforeVisibilityChange() {
        return document.visibilityState === "hidden" && this.isDraft ? this.autosave() : undefined;
    }

    async beforeLeave(options) {
        if (this.draft.lost && (await this.model.root.isDirty()) && !options?.forceLeave) {
            return false;
        }
        return super.beforeLeave(options);
    }

    async beforeUnload(ev) {
        if (this.draft.lost && this.model.root.dirty) {
            ev.preventDefault();
            ev.returnValue = "Unsaved changes";
            return;
        }
        return super.beforeUnload(ev);
    }

    // ------------------------------------------------------------------
    // Turned to the person
    // ------------------------------------------------------------------

    async turn() {
        await this.autosave();
        const root = this.model.root;
        try {
            const words = await this.orm.call(root.resModel, "get_person_view", [[root.resId]]);
            const close = this.overlay.add(PersonView, { words, close: () => close() });
        } catch (error) {
            if (!whyLost(error)) {
                throw error;
            }
            tellKeepers(error);
        }
    }
}

registry.category("views").add("food_aid_interview", {
    ...formView,
    Controller: InterviewController,
    Model: InterviewModel,
});
