// Runs in a page of the portal: looks at each page in a frame of the width asked, with axe-core
// and by keyboard focus, then at what each form answers when it is sent as it is. Reports on the
// console, and leaves the judgement to the test.
async function check({ axe, pages, width, forms, here }) {
    const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const source = await (await fetch(axe)).text();
    const frame = document.createElement("iframe");
    frame.style = `position: fixed; inset: 0; border: 0; width: ${width}px; height: 900px`;
    document.body.append(frame);

    const report = (kind, where, data = {}) =>
        console.log("food_aid_report", JSON.stringify({ kind, where, ...data }));
    const load = (act) =>
        new Promise((resolve, reject) => {
            frame.addEventListener("load", resolve, { once: true });
            setTimeout(() => reject(new Error(`no page after ${frame.src}`)), 60000);
            act();
        });
    const area = (element) =>
        element.closest("header, footer, .o_food_aid, .o_skip_to_content, #wrap, body, html");
    const name = (element) => element.id || element.className.split(" ")[0] || element.localName;

    async function look(where, view = frame.contentWindow) {
        const page = view.document;
        if (!page.querySelector(".o_food_aid h1")) {
            return report("missing", where, { title: page.title });
        }
        page.querySelectorAll(".o_food_aid details").forEach((one) => (one.open = true));
        view.eval(source);
        const result = await view.axe.run(page, {
            runOnly: { type: "tag", values: TAGS },
            elementRef: true,
            resultTypes: ["violations"],
        });
        for (const rule of result.violations) {
            for (const { element, target, any, all, none } of rule.nodes) {
                const place = area(element);
                const said = [...any, ...all, ...none].map((one) => one.message).join(" ");
                report(place.matches(".o_food_aid") ? "ours" : "odoo", where, {
                    rule: rule.id,
                    area: ["HEADER", "FOOTER"].includes(place.tagName)
                        ? place.localName
                        : name(place),
                    target: String(target).slice(0, 200),
                    said: said.slice(0, 200),
                });
            }
        }
        focus(where, view, page);
        report("checked", where);
    }

    function focus(where, view, page) {
        view.focus();
        const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
        for (const one of page.querySelectorAll(".o_food_aid :is(" + controls + ")")) {
            if (!one.checkVisibility() || one.disabled) {
                continue;
            }
            one.focus();
            const style = view.getComputedStyle(one);
            const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            if (page.activeElement !== one || one.tabIndex !== 0 || !shown) {
                report("focus", where, { target: one.outerHTML.slice(0, 120), shown });
            }
        }
    }

    const buttons = () => {
        const found = [...frame.contentDocument.querySelectorAll(".o_food_aid button")];
        const first = (one, index) =>
            found.findIndex((other) => other.form === one.form && other.name === one.name) === index;
        return found.filter((one) => one.form?.method === "post").filter(first);
    };
    // As a browser without our scripts does it, nothing checked before it is sent.
    const press = ({ form, name, value }) => {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        HTMLFormElement.prototype.submit.call(form);
    };
    if (here) {
        // a page that lets nobody frame it
        frame.remove();
        await look(here, window);
    }
    const counts = {};
    for (const path of pages) {
        await load(() => (frame.src = path));
        await look(path);
        counts[path] = forms ? buttons().length : 0;
    }
    for (const [path, count] of Object.entries(counts)) {
        for (let number = 0; number < count; number++) {
            await load(() => (frame.src = path));
            const button = buttons()[number];
            if (button) {
                await load(() => press(button));
                await look(`${path} (button ${number + 1}: ${button.name})`);
            }
        }
    }
    console.log("test successful");
}
