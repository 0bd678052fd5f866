import '../../components/theme.css';
import { render } from 'preact';
import { i18n } from '#i18n';
import { setUpPage } from '../../components/page-setup';
import { Welcome } from './welcome';
import './welcome.css';

setUpPage(i18n.t('welcome.title'));
render(<Welcome />, document.getElementById('app') ?? document.body);
