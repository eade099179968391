/**
 * Gestures of a tour, turned into the time a practised agent needs for them.
 *
 * Keystroke-Level Model (Card, Moran and Newell, 1980): a key 0.28 s (an average typist), pointing
 * 1.1 s, pressing the button 0.1 s, moving the hand between mouse and keyboard 0.4 s, thinking
 * before a gesture 1.35 s. Talking with the person and waiting for the server are not counted.
 */
const KEY = 0.28;
const POINT = 1.1;
const PRESS = 0.1;
const HAND = 0.4;
const THINK = 1.35;

const gesturesOf = (run) => {
    if (typeof run !== "string") {
        return [];
    }
    return run.split("&&").map((part) => {
        const [, verb, text] = part.trim().match(/^(\w+)\s*(.*)$/s);
        if (verb === "edit" || verb === "fill") {
            return { keys: text.length };
        }
        return verb === "press" ? { keys: text.split("+").length, isShort: true } : { clicks: 1 };
    });
};

/**
 * Count what `steps` do, and fail the tour when it goes over the budget.
 *
 * @param {{ seconds?: number, clicks?: number }} budget
 * @param {Object[]} steps a step whose `run` is a function costs what its `gesture` says
 */
export function counted(budget, steps) {
    const total = { clicks: 0, keys: 0, seconds: 0, hand: "" };
    const add = ({ clicks = 0, keys = 0, isShort = false }) => {
        const hand = clicks ? "mouse" : "keyboard";
        total.seconds += total.hand && total.hand !== hand ? HAND : 0;
        total.seconds += (isShort ? 0 : THINK) + clicks * (POINT + PRESS) + keys * KEY;
        total.hand = hand;
        total.clicks += clicks;
        total.keys += keys;
    };
    const counting = steps.flatMap(({ gesture, ...step }) => {
        const gestures = gesture ? [gesture] : gesturesOf(step.run);
        const count = { content: "Count it", trigger: "body", run: () => gestures.forEach(add) };
        return gestures.length ? [step, count] : [step];
    });
    const check = () => {
        const told = `${total.clicks} clicks, ${total.keys} keys, ${total.seconds.toFixed(1)} s`;
        console.log(`Gestures: ${told}`);
        if (!total.clicks && !total.keys) {
            throw new Error("No gesture was counted");
        }
        if (total.seconds > (budget.seconds ?? Infinity)) {
            throw new Error(`${told}: more than ${budget.seconds} s`);
        }
        if (total.clicks > (budget.clicks ?? Infinity)) {
            throw new Error(`${told}: more than ${budget.clicks} clicks`);
        }
    };
    return [...counting, { content: "Within the budget", trigger: "body", run: check }];
}
