import { localization } from "@web/core/l10n/localization";

/**
 * Read an amount as people write it: blanks, a comma or a dot before the cents, a sum of bills.
 * @returns {number | null} to the cent; null when it cannot be read
 */
export function readAmount(text) {
    let cents = 0;
    for (const part of text.replace(/[\s€]/g, "").split("+")) {
        const match = part.match(/^(\d*(?:[.,]\d{3})*?)(?:[.,](\d{1,2}))?$/);
        if (!match) {
            return null;
        }
        cents += parseInt(match[1].replace(/[.,]/g, "") || "0") * 100;
        cents += parseInt((match[2] || "").padEnd(2, "0"));
    }
    return cents / 100;
}

/** Write an amount in a box: nothing for zero, so that typing needs no erasing. */
export function writeAmount(amount) {
    return amount ? amount.toFixed(2).replace(".", localization.decimalPoint) : "";
}
