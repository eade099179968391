/**
 * Gestures of a tour, turned into the time a practised agent needs for them.
 *
 * Keystroke-Level Model (Card, Moran and Newell, 1980): a key 0.28 s (an average typist), pointing
 * 1.1 s, pressing the button 0.1 s, moving the hand between mouse and keyboard 0.4 s, thinking
 * before a gesture 1.35 s. Talking with the person and waiting for the server are not counted.
 *
 * What is counted is what the page receives: each key that goes down and each press of the
 * pointer. A tour that types into a box without the cursor being there pays the click.
 */
const KEY = 0.28;
const POINT = 1.1;
const PRESS = 0.1;
const HAND = 0.4;
const THINK = 1.35;
const EVENTS = ["keydown", "pointerdown", "change"];

const isTextBox = (element) =>
    element.matches?.("textarea, input:not([type=checkbox], [type=radio])");

/** Turn an event into a gesture: null when an agent would have had nothing to do. */
const gestureOf = ({ type, key, target }) => {
    if (type === "keydown") {
        return { keys: 1, isShort: (key || "").length > 1 };
    }
    if (type === "change") {
        // choosing in a list: open it, take one
        return target.tagName === "SELECT" ? { clicks: 2 } : null;
    }
    const isThere = isTextBox(target) && target === document.activeElement;
    return isThere || target.tagName === "SELECT" ? null : { clicks: 1 };
};

/**
 * Count what `steps` do, and fail the tour when it goes over the budget.
 *
 * @param {{ seconds?: number, clicks?: number }} budget
 * @param {Object[]} steps a step that writes a value without typing it costs what its `gesture`
 *  says (`{ keys, clicks }`)
 */
export function counted(budget, steps) {
    const total = { clicks: 0, keys: 0, seconds: 0, hand: "" };
    let gestures = [];
    const record = (ev) => gestures.push(gestureOf(ev));
    const begin = () => EVENTS.forEach((name) => window.addEventListener(name, record, true));
    const end = () => EVENTS.forEach((name) => window.removeEventListener(name, record, true));

    const add = ({ clicks = 0, keys = 0 }) => {
        const hand = clicks ? "mouse" : "keyboard";
        total.seconds += total.hand && total.hand !== hand ? HAND : 0;
        total.seconds += clicks * (POINT + PRESS) + keys * KEY;
        total.hand = hand;
        total.clicks += clicks;
        total.keys += keys;
    };
    /** Add up a step; typing a text, or clicking, is thought of once, going on with Tab is not. */
    const sum = ({ run, gesture, trigger }) => {
        const done = gesture ? [gesture] : gestures.filter(Boolean);
        gestures = [];
        const [, text = ""] = (typeof run === "string" && run.match(/^edit ([^&]*)/)) || [];
        const keys = done.reduce((count, one) => count + (one.keys ?? 0), 0);
        if (keys < text.trim().length || (run && !done.length)) {
            throw new Error(`A gesture was not counted: ${trigger}`);
        }
        done.forEach(add);
        total.seconds += done.some((one) => !one.isShort) ? THINK : 0;
    };
    const check = () => {
        end();
        const told = `${total.clicks} clicks, ${total.keys} keys, ${total.seconds.toFixed(1)} s`;
        console.log(`Gestures: ${told}`);
        if (total.seconds > (budget.seconds ?? Infinity)) {
            throw new Error(`${told}: more than ${budget.seconds} s`);
        }
        if (total.clicks > (budget.clicks ?? Infinity)) {
            throw new Error(`${told}: more than ${budget.clicks} clicks`);
        }
    };
    const counting = steps.flatMap(({ gesture, ...step }) => {
        const after = () => sum({ ...step, gesture });
        const count = { content: "Count it", trigger: "body", run: after };
        return step.run ? [step, count] : [step];
    });
    return [
        { content: "Begin to count", trigger: "body", run: begin },
        ...counting,
        { content: "Within the budget", trigger: "body", run: check },
    ];
}
