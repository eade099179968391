import { Component, reactive, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { session } from "@web/session";

/** Odoo's hotkeys know letters and arrows, no function key: this one is listened to apart. */
const KEY = "F9";
const VEILED = "o_food_aid_veiled";

/** Somebody enters the office: one key, or one touch, and nothing of a file is on the screen. */
export const veilService = {
    start() {
        const state = reactive({ isOn: false });
        let title = "";
        let focused = null;

        function toggle() {
            state.isOn = !state.isOn;
            document.body.classList.toggle(VEILED, state.isOn);
            if (state.isOn) {
                focused = document.activeElement;
                title = document.title;
                document.title = _t("Pause"); // the name of a file shows in the tab too
            } else {
                document.title = title;
                focused?.focus?.();
            }
        }

        if (session.food_aid_veil) {
            const onKeydown = (ev) => {
                if (ev.key === KEY) {
                    ev.preventDefault();
                    toggle();
                }
                if (ev.key === KEY || state.isOn) {
                    ev.stopImmediatePropagation(); // no other hotkey acts behind the veil
                }
            };
            window.addEventListener("keydown", onKeydown, { capture: true });
        }
        return { state, toggle };
    },
};

export class Veil extends Component {
    static template = "food_aid.Veil";
    static props = {};

    setup() {
        this.veil = useService("food_aid_veil");
        this.state = useState(this.veil.state);
        this.button = useRef("button");
        useEffect(
            (button) => button?.focus(),
            () => [this.button.el]
        );
    }
}

export class VeilButton extends Component {
    static template = "food_aid.VeilButton";
    static props = {};

    setup() {
        this.veil = useService("food_aid_veil");
    }
}

registry.category("services").add("food_aid_veil", veilService);
registry.category("main_components").add("food_aid_veil", { Component: Veil });
if (session.food_aid_veil) {
    registry.category("systray").add("food_aid_veil", { Component: VeilButton }, { sequence: 30 });
}
