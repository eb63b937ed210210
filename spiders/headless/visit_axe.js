// axe-core's verdicts, trimmed to what a report needs. axe.min.js stands before this in the same world.
{
  const x = (globalThis.xunjian = globalThis.xunjian || {});

  x.axe = async ({ rules, locale }) => {
    axe.configure({ locale });
    const known = new Set(axe.getRules().map((rule) => rule.ruleId));
    const said = await axe.run(document, {
      runOnly: { type: "rule", values: rules.filter((rule) => known.has(rule)) },
      resultTypes: ["violations"],
      iframes: false, // what stands in them is other pages'
      preload: false, // asks for nothing
      elementRef: true,
      selectors: false,
      performanceTimer: false,
    });
    return said.violations.map((one) => ({
      rule: one.id,
      impact: one.impact || "moderate",
      tags: one.tags.filter((tag) => /^wcag\d/.test(tag)).slice(0, 6),
      help: one.help,
      count: one.nodes.length,
      examples: one.nodes.slice(0, 3).map((node) => node.html.replace(/\s+/g, " ").slice(0, 200)),
    }));
  };
}
