import { Component, onMounted, onWillUnmount } from "@odoo/owl";
import { useActiveElement } from "@web/core/ui/ui_service";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";

/** The screen turned to the person: what the server says for them, large, and one way back. */
export class PersonView extends Component {
    static template = "food_aid.PersonView";
    static props = { words: Object, close: Function };

    setup() {
        useActiveElement("root");
        useHotkey("escape", () => this.props.close());
        const mark = (isOn) => document.body.classList.toggle("o_food_aid_turned", isOn);
        onMounted(() => mark(true));
        onWillUnmount(() => mark(false));
    }
}
