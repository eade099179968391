import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const BOX = "input[name=came]";

/**
 * A list ticked on paper, entered by keyboard: one key a person. Without this script the same
 * form works with Tab and space.
 */
export class TickList extends Interaction {
    static selector = ".o_food_aid_ticks";
    dynamicContent = {
        ".o_food_aid_hint": { "t-att-class": () => ({ "d-none": false }) },
        [BOX]: {
            "t-on-keydown": this.onKeydown,
            "t-on-change": this.count,
        },
    };

    get boxes() {
        return [...this.el.querySelectorAll(BOX)];
    }

    onKeydown(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1, " ": 1 }[ev.key];
        if (!step || ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        ev.preventDefault();
        if (!ev.key.startsWith("Arrow")) {
            ev.target.checked = ev.key === "Enter" || !ev.target.checked;
            this.count();
        }
        const boxes = this.boxes;
        const next = boxes[boxes.indexOf(ev.target) + step];
        (next || (step > 0 ? this.el.querySelector("[name=unknown_households]") : ev.target)).focus();
    }

    count() {
        const line = this.el.querySelector(".o_food_aid_ticked");
        line.textContent = `${this.boxes.filter((box) => box.checked).length} / ${this.boxes.length}`;
    }
}

registry.category("public.interactions").add("food_aid.tick_list", TickList);
