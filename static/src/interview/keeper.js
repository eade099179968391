import { registry } from "@web/core/registry";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";

const EXPIRED = ["odoo.http.SessionExpiredException", "werkzeug.exceptions.Forbidden"];

/** Those who keep what could not be saved: forms on the screen, each with `lose(why)`. */
export const keepers = new Set();

/**
 * Why the server did not take what was typed: "session", "network", or nothing when it answered.
 */
export function whyLost(error) {
    if (error instanceof ConnectionLostError) {
        return "network";
    }
    return EXPIRED.includes(error?.exceptionName) ? "session" : "";
}

/** Tell every form on the screen; true when one of them keeps what was typed. */
export function tellKeepers(error) {
    const why = whyLost(error);
    if (why) {
        keepers.forEach((keeper) => keeper.lose(why));
    }
    return Boolean(why && keepers.size);
}

/**
 * Whether the server answers again, to the person who typed: on a shared computer, a colleague
 * may have signed in meanwhile, and nothing is saved in a colleague's name.
 * @returns {Promise<"" | "session" | "network" | "colleague">} why not yet, empty when it does
 */
export async function whyStillLost() {
    try {
        const info = await rpc("/web/session/get_session_info", {}, { silent: true });
        return info.uid === user.userId ? "" : "colleague";
    } catch (error) {
        const why = whyLost(error);
        if (!why) {
            throw error;
        }
        return why;
    }
}

/** Odoo would reload the page on an expired session, and drop what was typed with it. */
function keepOnExpiredSession(env, error, originalError) {
    if (!tellKeepers(originalError)) {
        return false;
    }
    error.unhandledRejectionEvent?.preventDefault();
    return true;
}

registry
    .category("error_handlers")
    .add("food_aid_keep_on_expired_session", keepOnExpiredSession, { sequence: 90 });
