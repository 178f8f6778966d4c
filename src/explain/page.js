'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const main = document.querySelector('main');
const panel = document.querySelector('aside');
const hint = panel.innerHTML;
const blocks = [...main.children];
let chosen = null;

/** An element with a class and children; text is only ever put in as text. */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const decimals = (number) => String(Math.round(number * 100) / 100).replace('-', '−');
const signed = (number) => (number < 0 ? '−' : '+') + Math.abs(number).toFixed(2);

/** A feature's name, which may be broken at its underscores. */
function breakable(name) {
  const parts = name.split('_').flatMap((part) => ['_', element('wbr'), part]).slice(2);
  return element('span', '', ...parts);
}

/** A bar from the middle: to the right what speaks for the block, to the left what speaks against. */
function push(logOdds, most) {
  const bar = element('i', logOdds < 0 ? 'against' : 'for');
  bar.style.width = `${(50 * Math.min(Math.abs(logOdds) / most, 1)).toFixed(1)}%`;
  return element('div', 'push', bar);
}

function row(name, value, logOdds, most) {
  const cells = [name, value, push(logOdds, most), signed(logOdds)];
  return element('tr', '', ...cells.map((cell) => element('td', '', cell)));
}

function pass(title, [score, others, strongest]) {
  const most = Math.max(...strongest.map(([, , logOdds]) => Math.abs(logOdds)));
  const rows = strongest.map(([feature, value, logOdds]) =>
    row(breakable(data.features[feature]), decimals(value), logOdds, most));
  rows.push(row('all others', '', others, most));
  const heading = element('h3', '', title, element('span', '', score.toFixed(2)));
  return [heading, element('table', '', element('tbody', '', ...rows))];
}

function meter(score) {
  const at = (className, share) => {
    const mark = element('i', className);
    mark.style.left = `${share * 100}%`;
    return mark;
  };
  return element('div', 'meter', at('threshold', data.threshold), at('', score));
}

function facts(pairs) {
  const cells = pairs.flatMap(([name, value]) => [element('dt', '', name), element('dd', '', value)]);
  return element('dl', '', ...cells);
}

/** Shows what is known of a block. */
function show(block) {
  document.querySelector('.shown')?.classList.remove('shown');
  panel.classList.toggle('empty', !block);
  if (!block) {
    panel.innerHTML = hint;
    return;
  }
  block.classList.add('shown');
  const at = blocks.indexOf(block);
  const [score, path, textDensity, linkDensity, first, second] = data.blocks[at];
  const verdict = block.querySelector('small').dataset.verdict;
  const close = element('button', '', '×');
  close.title = 'Close';
  close.addEventListener('click', () => choose(null));
  const isKept = block.classList.contains('kept');
  const heading = element('h2', '', `Block ${at + 1}`,
    element('span', isKept ? 'kept' : 'dropped', verdict), close);
  panel.replaceChildren(
    heading,
    element('p', '', block.querySelector('small').textContent),
    meter(score),
    facts([
      ['score', `${score.toFixed(2)} (kept from ${data.threshold.toFixed(2)} on)`],
      ['words a line', decimals(textDensity)],
      ['link density', decimals(linkDensity)],
      ['kind', block.dataset.kind.replace('_', ' ')],
    ]),
    element('code', '', path),
    ...(second ? pass('Second pass', second)
      : [element('p', 'hint', 'The second pass was not asked: the first left no doubt.')]),
    ...pass('First pass', first),
    element('p', 'hint', 'Feature, value, and what that adds to or takes from the log odds.'),
  );
  panel.scrollTop = 0;
}

function choose(block) {
  chosen = block;
  show(block);
  history.replaceState(null, '', block ? `#${block.id}` : ' ');
  if (!block) return;
  if (!block.offsetParent) filter('all');
  block.scrollIntoView({ block: 'nearest' });
}

/** Shows blocks of one sort. */
function filter(sort) {
  document.querySelector(`input[name=show][value=${sort}]`).checked = true;
  main.dataset.show = sort;
}

main.addEventListener('click', (event) => {
  const block = event.target.closest('.b');
  if (block && !String(getSelection())) choose(block === chosen ? null : block);
});
if (matchMedia('(hover: hover) and (min-width: 56.01rem)').matches) {
  main.addEventListener('mouseover', (event) => {
    const block = event.target.closest('.b');
    if (block && !chosen) show(block);
  });
}

/** Goes to the next block that is in sight, forwards or backwards. */
function go(step) {
  let at = chosen ? blocks.indexOf(chosen) : step > 0 ? -1 : blocks.length;
  do at += step; while (blocks[at] && !blocks[at].offsetParent);
  if (!blocks[at]) return;
  choose(blocks[at]);
  blocks[at].focus({ preventScroll: true });
}
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'j') go(1);
  else if (event.key === 'k') go(-1);
  else if (event.key === 'Escape') choose(null);
  else if (event.key === 'Enter' && event.target.matches('.b')) choose(event.target);
});

/** Marks the blocks whose score is within the chosen distance of the threshold. */
function borderline() {
  const distance = Number(document.getElementById('distance').value);
  document.getElementById('distance-shown').textContent = distance.toFixed(2);
  let count = 0;
  let before = -2;
  blocks.forEach((block, at) => {
    const is = Math.abs(data.blocks[at][0] - data.threshold) <= distance;
    block.classList.toggle('borderline', is);
    block.classList.toggle('gap', is && at !== before + 1);
    if (is) before = at;
    count += is;
  });
  document.getElementById('borderline-count').textContent = count;
  main.classList.toggle('clear', !count);
}
document.getElementById('distance').addEventListener('input', () => {
  filter('borderline');
  borderline();
});
for (const radio of document.querySelectorAll('input[name=show]')) {
  radio.addEventListener('change', () => filter(radio.value));
}
document.getElementById('reasons').addEventListener('change', (event) => {
  main.classList.toggle('reasons', event.target.checked);
});
/** Goes to the block that the address names, as the profile's bars do. */
function follow() {
  const block = document.getElementById(location.hash.slice(1));
  if (block?.matches('.b')) choose(block);
}
addEventListener('hashchange', follow);
borderline();
follow();
