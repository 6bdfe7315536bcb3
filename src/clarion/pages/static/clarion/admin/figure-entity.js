/* Figures in the rich text editor: a dialogue chooses measure, period and form; the text shows the value as it is now. */
(() => {
  const React = window.React;
  const { EditorState, Modifier } = window.DraftJS;
  const base = new URL('../figures/', new URL(window.wagtailConfig.ADMIN_URLS.PAGES, window.location.origin)).pathname;
  const language = document.documentElement.lang || 'en';
  let known = null;

  const choices = async () => {
    known = known || fetch(`${base}choices/`).then((answer) => answer.json());
    return known;
  };
  const says = async (figure) => {
    const answer = await fetch(`${base}preview/?figure=${encodeURIComponent(figure)}`);
    return answer.json();
  };
  const wording = (answer, format) => {
    if (answer.error) return answer.error;
    const words = answer.says[language] || Object.values(answer.says)[0];
    return words.note ? `${words[format]} (${words.note})` : words[format];
  };

  const field = (name, label, options, value) => {
    const wrapper = document.createElement('div');
    const caption = document.createElement('label');
    caption.textContent = label;
    caption.htmlFor = `figure-${name}`;
    const control = document.createElement(options ? 'select' : 'input');
    control.id = caption.htmlFor;
    control.name = name;
    (options || []).forEach((one) => {
      const option = new Option(one.label, one.key, false, one.key === value);
      if (one.definition) option.title = one.definition;
      control.add(option);
    });
    if (!options) control.value = value || '';
    wrapper.append(caption, control);
    return wrapper;
  };

  const parts = (key) => {
    const [measure, period, ...filters] = (key || '').split('.');
    const country = filters.find((one) => one.startsWith('country-'));
    return { measure, period, country: country ? country.slice(8) : '' };
  };

  const ask = async (figure, format) => {
    const { measures, periods, formats, words } = await choices();
    const given = parts(figure);
    const dialogue = document.createElement('dialog');
    dialogue.className = 'figure-dialogue';
    const form = document.createElement('form');
    form.method = 'dialog';
    const heading = document.createElement('h2');
    heading.textContent = words.heading;
    const now = document.createElement('output');
    now.className = 'figure-now';
    now.style.display = 'block';
    const actions = document.createElement('div');
    actions.className = 'figure-actions';
    actions.innerHTML = '<button class="button" value="insert"></button><button class="button button-secondary" value="" formnovalidate></button>';
    actions.children[0].textContent = words.insert;
    actions.children[1].textContent = words.cancel;
    form.append(
      heading,
      field('measure', words.measure, measures, given.measure),
      field('period', words.period, periods, given.period || 'last_year'),
      field('country', words.country, null, given.country),
      field('format', words.format, formats, format || 'phrase'),
      now,
      actions,
    );
    dialogue.append(form);
    document.body.append(dialogue);
    const chosen = () => {
      const values = Object.fromEntries(new FormData(form));
      const country = values.country.trim().toLowerCase();
      return { figure: `${values.measure}.${values.period}${country ? `.country-${country}` : ''}`, format: values.format };
    };
    let asked = 0;
    const refresh = async () => {
      const { figure: key, format: form_ } = chosen();
      asked += 1;
      const mine = asked;
      const answer = await says(key);
      if (mine !== asked) return; // A later question has been asked meanwhile.
      now.textContent = `${words.now}: ${wording(answer, form_)}`;
      actions.children[0].disabled = Boolean(answer.error);
    };
    form.addEventListener('input', refresh);
    refresh();
    dialogue.showModal();
    return new Promise((resolve) => {
      dialogue.addEventListener('close', () => {
        const result = dialogue.returnValue === 'insert' ? chosen() : null;
        dialogue.remove();
        resolve(result);
      });
    });
  };

  class FigureSource extends React.Component {
    componentDidMount() {
      const { editorState, entityType, entity, onComplete, onClose } = this.props;
      const given = entity ? entity.getData() : {};
      ask(given.figure, given.format).then((chosen) => {
        if (!chosen) return onClose();
        const content = editorState.getCurrentContent().createEntity(entityType.type, 'IMMUTABLE', chosen);
        const replaced = Modifier.replaceText(
          content, editorState.getSelection(), chosen.figure, null, content.getLastCreatedEntityKey(),
        );
        return onComplete(EditorState.push(editorState, replaced, 'insert-characters'));
      });
    }

    render() { return null; }
  }

  class FigureDecorator extends React.Component {
    constructor(props) {
      super(props);
      this.state = { words: '', fault: false };
    }

    componentDidMount() {
      const { figure, format } = this.props.contentState.getEntity(this.props.entityKey).getData();
      says(figure).then((answer) => this.setState({ words: wording(answer, format || 'phrase'), fault: Boolean(answer.error) }));
    }

    render() {
      return React.createElement(
        'span',
        { className: 'figure-entity', title: this.state.words, 'data-fault': this.state.fault || undefined },
        this.props.children,
      );
    }
  }

  window.draftail.registerPlugin({ type: 'FIGURE', source: FigureSource, decorator: FigureDecorator }, 'entityTypes');
})();
