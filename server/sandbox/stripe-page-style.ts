/** The house's colours, written out: this page stands for somebody else's and loads nothing of ours. */
export const pageStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f6f8f5; color: #0f2a2f; font: 17px/1.55 'PingFang SC', 'HarmonyOS Sans SC', MiSans,
  'Source Han Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif; }
header { padding: 14px 16px; background: #fcf0d8; color: #6b4300; text-align: center; }
header strong { display: block; font-size: 20px; }
main { max-width: 460px; margin: 0 auto; padding: 24px 16px 48px; }
.sum { margin: 0; color: #55696e; }
.amount { margin: 0; font-size: 40px; font-weight: 700; line-height: 1.25; font-variant-numeric: tabular-nums; }
.what { margin: 4px 0 24px; color: #36535a; overflow-wrap: anywhere; }
fieldset { margin: 0 0 24px; padding: 0; border: 0; }
legend, h2 { margin: 0 0 8px; padding: 0; font-size: 17px; font-weight: 600; }
.ways { border: 1px solid #dae1dc; border-radius: 10px; background: #fff; }
label { display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 8px 16px; cursor: pointer; }
label + label { border-top: 1px solid #dae1dc; }
input { width: 22px; height: 22px; margin: 0; accent-color: #0d5560; flex: none; }
button, a.button { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 56px; margin: 0 0 12px;
  padding: 8px 16px; border: 0; border-radius: 10px; font: inherit; font-weight: 700; text-decoration: none; cursor: pointer; }
.pay { background: #cc4029; color: #fff; }
.pay:hover { background: #b03420; }
.decline { background: #fff; color: #0d5560; box-shadow: inset 0 0 0 1.5px #0d5560; }
.decline:hover { background: #e9f2f0; }
a.button { color: #0d5560; }
a.button:hover { background: #e9f2f0; }
.note { margin: 0 0 24px; padding: 14px 16px; border-radius: 10px; background: #fbe9ea; color: #9b1c2e; }
.note.done { background: #e6f2ea; color: #1b6e45; }
:focus-visible { outline: 3px solid #0d5560; outline-offset: 2px; }
`
