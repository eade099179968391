import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const SHORTEST = 3;
const TYPING_DELAY = 200;

/**
 * The first screen of each role: the server says what it shows (`food.aid.board`).
 * What is typed in the search travels by POST and is kept nowhere.
 */
export class FoodAidHome extends Component {
    static template = "food_aid.Home";
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.search = useDebounced(() => this.find(), TYPING_DELAY);
        this.state = useState({
            board: null,
            typed: "",
            found: null,
            current: 0,
            mine: false,
            hint: "",
        });
        this.input = useRef("autofocus");
        useAutofocus();
        onWillStart(() => this.load());
    }

    async load() {
        this.state.board = await this.orm.call("food.aid.board", "get_board", [], {
            mine: this.state.mine,
        });
    }

    /** The lists of one of the two columns, which are filled in turn. */
    sectionsOf(side) {
        return this.state.board.sections.filter((_section, index) => index % 2 === side);
    }

    async onMine(ev) {
        this.state.mine = ev.target.checked;
        await this.load();
    }

    // ------------------------------------------------------------------
    // Search
    // ------------------------------------------------------------------

    get isTooShort() {
        return this.state.typed.trim().length < SHORTEST;
    }

    onInput(ev) {
        this.state.typed = ev.target.value;
        this.search();
    }

    async find() {
        if (this.isTooShort) {
            this.state.found = null;
            return;
        }
        const found = await this.keepLast.add(
            this.orm.call("food.aid.board", "find", [this.state.typed])
        );
        Object.assign(this.state, { found, current: 0 });
    }

    async onKeydown(ev) {
        const found = this.state.found || [];
        if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            ev.preventDefault();
            const step = ev.key === "ArrowDown" ? 1 : -1;
            const last = found.length - 1;
            this.state.current = Math.max(0, Math.min(last, this.state.current + step));
        } else if (ev.key === "Enter" && found.length) {
            ev.preventDefault();
            await this.openHousehold(found[this.state.current].id);
        } else if (ev.key === "Escape") {
            Object.assign(this.state, { typed: "", found: null });
        }
    }

    // ------------------------------------------------------------------
    // Openings
    // ------------------------------------------------------------------

    open(action) {
        return this.action.doAction(action, { onClose: () => this.load() });
    }

    press(button) {
        if (button.action) {
            return this.open(button.action);
        }
        this.state.hint = button.hint;
        this.input.el.focus();
    }

    async act(line, method) {
        const action = await this.orm.call(line.model, method, [[line.id]]);
        await (action?.type ? this.open(action) : this.load());
    }

    async count(method, args) {
        this.state.board.taps = await this.orm.call("food.aid.tally", method, args);
    }

    openHousehold(id) {
        return this.openRecord({ model: "food.aid.household", id });
    }

    openRecord(line) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: line.model,
            res_id: line.id,
            views: [[false, "form"]],
        });
    }

    async appointmentFor(id) {
        const action = await this.orm.call("food.aid.household", "action_take_appointment", [[id]]);
        await this.open(action);
    }

    async print(id, method) {
        await this.action.doAction(await this.orm.call("food.aid.household", method, [[id]]));
    }

    requestFor(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "food.aid.request",
            views: [[false, "form"]],
            context: { default_household_id: id },
        });
    }
}

registry.category("actions").add("food_aid.home", FoodAidHome);
