import { h } from './element.js';

let choices = 0;

/**
 * One of a few, all of them to be seen: native radio buttons, so that arrow keys just work.
 *
 * @param {string} legend
 * @param {readonly { readonly value: string, readonly label: string, readonly hint?: string }[]} options
 * @param {string} chosen
 * @param {(value: string) => void} onChange
 */
export function choice(legend, options, chosen, onChange) {
  choices += 1;
  const name = `choice-${choices}`;
  return h(
    'fieldset',
    { class: 'choice' },
    h('legend', { class: 'unseen' }, legend),
    options.map(({ value, label, hint }) =>
      h(
        'label',
        { title: hint },
        h('input', {
          type: 'radio',
          name,
          value,
          checked: value === chosen,
          onchange: () => onChange(value),
        }),
        h('span', {}, label),
      ),
    ),
  );
}
