<?php
// As much of WordPress as the plugin asks for. Gets as JSON what a site has set and what its posts hold; tells as JSON what
// becomes of it. Whatever PHP complains of ends it.
set_error_handler(
	function ( $level, $text, $file, $line ) {
		throw new ErrorException( $text, 0, $level, $file, $line );
	}
);

$site = json_decode( stream_get_contents( STDIN ), true, 32, JSON_THROW_ON_ERROR );
$told = array( 'html' => array(), 'scripts' => array(), 'blocks' => array(), 'settings' => array() );
$kept = array( 'shortcodes' => array(), 'actions' => array(), 'render' => null, 'fields' => array(), 'filters' => array() );

define( 'ABSPATH', '/' );
if ( isset( $site['constant'] ) ) {
	define( 'KURIL_MAP_BASE', $site['constant'] );
}

function add_shortcode( $name, $call ) {
	$GLOBALS['kept']['shortcodes'][ $name ] = $call;
}
function add_action( $name, $call ) {
	$GLOBALS['kept']['actions'][ $name ] = $call;
}
function register_block_type( $folder, $options ) {
	$GLOBALS['kept']['render'] = $options['render_callback'];
	$block                     = json_decode( file_get_contents( "$folder/block.json" ), true, 32, JSON_THROW_ON_ERROR );
	$script                    = substr( $block['editorScript'], strlen( 'file:./' ) );
	$needs                     = require $folder . '/' . str_replace( '.js', '.asset.php', $script );
	$GLOBALS['told']['blocks'] = array( $block['name'] => $needs['dependencies'] );
}
function register_setting( $group, $name, $options ) {
	$given                                = $GLOBALS['site']['settings'][ $name ] ?? array();
	$GLOBALS['told']['settings'][ $name ] = array_map( $options['sanitize_callback'], $given );
}
function add_settings_field( $id, $label, $call ) {
	$GLOBALS['kept']['fields'][ $id ] = $call;
}
function add_filter( $name, $call ) {
	$GLOBALS['kept']['filters'][ $name ] = $call;
}
function get_option( $name, $otherwise ) {
	return $GLOBALS['site'][ substr( $name, strlen( 'kuril_map_' ) ) ] ?? $otherwise;
}
function get_locale() {
	return $GLOBALS['site']['locale'];
}
function current_user_can( $what ) {
	return 'edit_posts' === $what && $GLOBALS['site']['editor'];
}
function wp_enqueue_script( $name, $address, $needs, $version, $options ) {
	$tag                                 = sprintf( '<script async src="%s"></script>', esc_url( $address ) );
	$GLOBALS['told']['scripts'][ $name ] = $GLOBALS['kept']['filters']['script_loader_tag']( $tag, $name );
}
function get_block_wrapper_attributes() {
	return 'class="wp-block-kuril-map-map"';
}
function esc_html( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_attr( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_url( $address ) {
	return preg_match( '~^https?://~', $address ) ? str_replace( '&amp;', '&#038;', htmlspecialchars( $address, ENT_QUOTES ) ) : '';
}
function __( $text, $domain ) {
	return 'kuril-map' === $domain ? $text : '';
}

require $argv[1];
$kept['actions']['init']();
$kept['actions']['admin_init']();
foreach ( $site['posts'] as list( $kind, $given ) ) {
	$told['html'][] = 'block' === $kind ? $kept['render']( $given ) : $kept['shortcodes']['kuril_map']( $given );
}
foreach ( $kept['fields'] as $id => $call ) {
	ob_start();
	$call();
	$told['fields'][ $id ] = ob_get_clean();
}
echo json_encode( $told, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES );
