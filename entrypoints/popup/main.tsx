import '../../components/theme.css';
import { render } from 'preact';
import { i18n } from '#i18n';
import { setUpPage } from '../../components/page-setup';
import { Popup } from './popup';
import './popup.css';

setUpPage(i18n.t('popup.title'));
render(<Popup />, document.getElementById('app') ?? document.body);
